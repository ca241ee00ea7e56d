"""The function writes to its own argument: the caller's array must be as before after a gradient."""

import numpy as np


def f(x, c):
    x[0] = x[1] * c
    x *= x
    x[1:] -= x[:-1]
    return np.sum(x)


wrt = ("x", "c")
points = [(np.array([0.5, -0.2, 0.7]), 1.5)]
