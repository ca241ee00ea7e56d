"""x[i][j] = ...: the first subscript is a view, the second writes to it."""

import numpy as np


def f(x):
    y = x.copy()
    y[0][1] = y[1][0] * 2.0
    y[1][:] *= y[0]
    y[:, 1][1:] = x[0][0]
    y[0][0] += y[1][1] ** 2
    return np.sum(y**2)


rng = np.random.default_rng(71)
wrt = ("x",)
points = [(rng.normal(size=(2, 2)),), (rng.normal(size=(3, 2)),)]
