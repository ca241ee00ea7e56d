""".T, transpose, swapaxes, moveaxis are views: rows of one are columns of the other."""

import numpy as np


def f(x):
    y = x.copy()
    t = y.T
    t[0] *= 2.0
    y[0] = t[:, 1]
    np.transpose(y)[1, 1] = y[0, 0] * t[0, 1]
    y.swapaxes(0, 1)[2] += 1.0
    np.moveaxis(y, 0, 1)[0, 0] *= y[1, 1]
    return np.sum(y**2) + np.sum(t[0] ** 3)


rng = np.random.default_rng(62)
wrt = ("x",)
points = [(rng.normal(size=(3, 3)),)]
