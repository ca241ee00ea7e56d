"""np.pad by widths that are computed, and an array turned into lists."""

import numpy as np


def f(x, n):
    y = np.outer(x, x)
    k = np.arange(3).tolist()
    rows = y.tolist()
    padded = np.pad(x[:n], [(0, 4 - n)]) ** 3 * np.arange(4)
    return np.sum(padded) + np.sum(np.pad(y, ((1, n), (n, 1))) ** 3) + rows[0][1] * x[k[2]]


wrt = ("x",)
points = [(np.array([0.3, 0.5, 0.8]), 2)]
