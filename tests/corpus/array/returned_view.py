"""A helper that returns a view of its argument, written to by its caller."""

import numpy as np


def interior(a):
    return a[1:-1]


def first(a, b):
    return a


def f(x):
    y = x.copy()
    inner = interior(y)
    inner *= x[2:]
    first(y, x)[0] = 2.0 * inner[0]
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.9]),)]
