"""A second name for an array, then a write through it: both names see it."""

import numpy as np


def f(x):
    y = x * 2.0
    z = y
    z[0] = y[1] * y[1]
    return np.sum(y * y) + z[2]


wrt = ("x",)
points = [(np.array([1.0, -2.0, 0.5]),)]
