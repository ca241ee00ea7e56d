"""Rows, columns and pairs by integer arrays mixed with slices, newaxis and integers."""

import numpy as np


def f(x, k):
    a = x[k]
    b = x[:, k]
    c = x[k, 1:]
    d = x[k[:, None], k]
    e = x[1, k]
    g = x[np.arange(len(k)), k]
    h = x[..., k, None]
    return np.sum(a**2) + np.sum(b * h[..., 0]) + np.sum(c**3) + np.sum(d**2) + np.sum(e * g)


rng = np.random.default_rng(53)
wrt = ("x",)
points = [(rng.normal(size=(3, 3)), np.array([0, 2, 0]))]
