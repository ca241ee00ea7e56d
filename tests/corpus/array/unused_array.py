"""An argument that is not used, one that is overwritten before it is read, one that only lends its shape."""

import numpy as np


def f(a, b, c):
    b = b.copy()
    b[:] = a**2
    c = np.zeros_like(c)
    c += a
    return np.sum(b) + np.sum(c)


wrt = ("a", "b", "c")
points = [(np.array([0.5, -0.2]), np.array([1.0, 2.0]), np.array([3.0, 4.0]))]
