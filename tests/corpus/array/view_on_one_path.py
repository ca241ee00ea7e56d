"""A row or a new array, depending on the path, is read before the row is overwritten."""

import numpy as np


def chosen(v, c):
    if c > 0:
        return v
    return v * 2.0


def f(x):
    y = x.copy()
    t = chosen(y[0], x[0, 0])
    total = np.sum(t**2 * x[1])
    y[0] = 2.0 * y[1]
    return total + np.sum(y**3)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),), (np.array([[-0.5, 0.7], [-0.3, 1.2]]),)]
