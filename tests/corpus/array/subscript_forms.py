"""Negative steps, x[::-1], np.newaxis, the ellipsis, negative indices and bounds: read and written."""

import numpy as np


def f(x):
    y = x[::-1].copy()
    y[-1, ...] *= 2.0
    y[..., -2:] += x[..., :2]
    y[::-2, 1] = x[::-2, 0] ** 2
    z = y[np.newaxis, :, ::-1, None]
    z[0, 0, :, 0] *= 3.0
    k = -1
    y[k, k] = y[k - 1, 0] * y[k, k]
    return np.sum(z**2) + np.sum(y[1:-1:1, -1])


rng = np.random.default_rng(69)
wrt = ("x",)
points = [(rng.normal(size=(3, 3)),), (rng.normal(size=(4, 3)),)]
