"""Reductions with keepdims and without, over an axis, a tuple of axes, negative axes, none."""

import numpy as np


def f(x):
    a = x / np.sum(x, axis=1, keepdims=True)
    b = x - x.mean(axis=(0, 2), keepdims=True)
    c = np.var(x, axis=-1) + np.max(x, axis=(0, 2))
    d = x.std(axis=0, ddof=1) * np.min(x, axis=0)
    e = np.prod(x, axis=(1,)) + np.sum(x, axis=())[:, 0, :]
    return np.sum(a**2) + np.sum(b**3) + np.sum(c**2) + np.sum(d) + np.sum(e**2) + np.ptp(x)


rng = np.random.default_rng(58)
wrt = ("x",)
points = [(rng.random((2, 3, 2)) + 0.5,)]
