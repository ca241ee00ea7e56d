"""A real stored into an integer array is truncated: its derivative is zero, and nothing crashes."""

import numpy as np


def f(x):
    k = np.zeros(3, dtype=int)
    k[0] = 2
    counts = np.array([1, 2, 3])
    counts[1] = int(x[0])
    return np.sum(k * x) + np.sum(counts) * x[2]


wrt = ("x",)
points = [(np.array([1.5, 0.7, 2.2]),)]
