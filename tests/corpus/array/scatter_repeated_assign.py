"""y[idx] = e with an index array: where an index repeats, what was written last stays."""

import numpy as np


def f(x, idx):
    y = np.zeros(3)
    y[idx] = x
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]), np.array([0, 0, 2]))]
