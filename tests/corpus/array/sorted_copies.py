"""np.sort, argsort as an index, partition by quantile, and the median."""

import numpy as np


def f(x):
    y = np.sort(x)
    k = np.argsort(-x)
    z = x[k]
    return np.sum(y * z[::-1] ** 2) + np.median(x) + y[0] * z[0]


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.1]),), (np.array([3.0, 1.0, 2.0]),)]
