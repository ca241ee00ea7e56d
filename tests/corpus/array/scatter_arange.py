"""Stores through indices that cannot repeat: constants that differ, an arange, a diagonal."""

import numpy as np


def f(x, y):
    n = len(x)
    a = np.zeros((n, n))
    k = np.arange(n)
    a[k, k] = x * y
    a[[0, 2], 1] += y[:2]
    a[k[:-1], k[:-1] + 1] = x[1:] ** 2
    return np.sum(a @ a)


wrt = ("x", "y")
points = [(np.array([1.0, 2.0, 3.0]), np.array([0.5, -0.5, 0.3]))]
