"""A diagonal that einsum shows is written; diagonals and windows are read after their array is changed."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def f(a, x, s):
    m = a @ a
    d = np.einsum("ii->i", m)
    above = np.diagonal(m, 1)
    below = np.diag(m, -1)
    d[...] += s
    d[1] *= d[0]
    m[0] = m[0] * s
    m[2, 1] = d[2] * x[0]
    y = x * s
    w = sliding_window_view(y, 2)
    y[1] = y[0] * y[2]
    return np.sum(m**2) + np.sum(above**3) + np.prod(below) + np.sum(w[:, 0] * w[:, 1])


rng = np.random.default_rng(12)
wrt = ("a", "x", "s")
points = [(rng.normal(size=(3, 3)), rng.normal(size=4), 0.7)]
