"""Cumulative sums and products, of the library and by hand, along an axis and in place."""

import numpy as np


def f(x, axis):
    total = np.cumsum(x, axis=axis)
    y = 1.0 + 0.1 * x
    for i in range(1, len(y)):
        y[i] *= y[i - 1]
    return np.sum(total**2) + np.sum(np.cumprod(1.0 + 0.2 * x)) + np.sum(y[-1])


rng = np.random.default_rng(34)
wrt = ("x",)
points = [(rng.normal(size=(3, 4)), 0), (rng.normal(size=(3, 2)), 1), (rng.normal(size=5), -1)]
