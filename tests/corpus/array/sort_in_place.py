"""The in-place method sort, on a copy and on a row of it; the order is that of the data."""

import numpy as np


def f(x):
    y = x.copy()
    y.sort(axis=-1)
    y[:, 0] *= y[:, -1]
    y[0].sort()
    return np.sum(y * np.arange(y.size).reshape(y.shape) ** 2)


rng = np.random.default_rng(52)
wrt = ("x",)
points = [(rng.normal(size=(2, 4)),)]
