"""x[:] = ..., x[...] = ..., x[()] = ...: the same array with other values, seen by its other names."""

import numpy as np


def f(x, s):
    y = x * x
    alias = y
    y[:] = np.sin(y) * x
    alias[...] = alias * s
    total = np.sum(y)
    y[:] = s
    y[()] = y * x
    return total + np.sum(alias)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 1.3), (np.array([[0.5, -0.2]]), 0.3)]
