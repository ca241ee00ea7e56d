"""Reads through np.ix_ and np.unravel_index, whose indices repeat, and through slices kept in a global."""

import numpy as np

INNER = np.s_[1:-1]


def f(x):
    M = x[:, None] * x
    d = [0, 0]
    mesh = np.ix_(d, [0, 1])
    y = x**2
    y[INNER] = y[INNER] * x[0]
    return np.sum(M[mesh] ** 2) + np.sum(M[np.ix_(d, d)]) * np.sum(y[INNER])


wrt = ("x",)
points = [(np.array([0.3, 0.7, -0.2, 0.9]),)]
