"""A multiple of an array that is changed in place afterwards, and then scaled again."""

import numpy as np


def f(x, g):
    u = x * x
    y = 2.0 * u
    u += x
    z = u[1:] * 3.0
    u[1:] *= g
    return np.sum(g * y) + np.sum(u) + np.sum(g * z)


wrt = ("x", "g")
points = [(np.array([1.0, 2.0, -0.5]), 3.0)]
