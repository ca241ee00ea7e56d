"""Inputs that are not contiguous: every second element, a transposed matrix, a reversed vector."""

import numpy as np


def f(x, m):
    y = m @ x
    y[0] += x[-1]
    return np.sum(y**2) + np.sum(m[0] * m[:, 0] * x[0])


rng = np.random.default_rng(64)
wrt = ("x", "m")
points = [
    (np.arange(1.0, 7.0)[::2], rng.normal(size=(3, 3)).T),
    (np.arange(1.0, 4.0)[::-1], rng.normal(size=(6, 3))[::2]),
]
