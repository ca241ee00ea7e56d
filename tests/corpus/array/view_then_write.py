"""A write through a slice of an array changes the array."""

import numpy as np


def f(x):
    y = x.copy()
    v = y[1:]
    v[0] = y[0] * 3.0
    v[1:] *= y[0]
    w = v[::2]
    w += 1.0
    return np.sum(y**3)


wrt = ("x",)
points = [(np.array([1.0, -2.0, 0.5, 2.0, -0.3]),)]
