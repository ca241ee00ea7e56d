"""Augmented assignment broadcasts its right side into the target; the target's shape stays."""

import numpy as np


def f(x, row, s):
    y = x.copy()
    y += row
    y *= s
    y[:, 1:] -= row[:-1]
    y[0] = s
    y[:, 0] += row[0]
    return np.sum(y**2)


rng = np.random.default_rng(57)
wrt = ("x", "row", "s")
points = [(rng.normal(size=(3, 3)), rng.normal(size=3), 1.4)]
