"""y[idx] = e with an index array: if an index repeats, which value stays is NumPy's affair."""

import numpy as np


def f(x, idx):
    y = np.zeros(3)
    y[idx] = x
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]), np.array([0, 0, 2]))]
refused = "an index may repeat"
