"""An element overwritten by the square of itself, more than once."""

import numpy as np


def f(x):
    y = x.copy()
    y[0] = y[0] * y[0]
    y[0] = y[0] * y[1]
    y[1] = y[0] * y[1]
    for i in range(len(y)):
        y[i] = y[i] * y[i]
    return np.sum(y)


wrt = ("x",)
points = [(np.array([1.1, -0.8, 0.5]),)]
