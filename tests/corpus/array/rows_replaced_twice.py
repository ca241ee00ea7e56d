"""An array that stands in a list is read, and takes its place there again after another one, which was read too."""

import numpy as np


def f(x, count):
    rows = [x * 2.0, x[:2] * 1.0, x**2]
    for i in range(count):
        row = rows[i]
        rows[i] = row * np.sum(rows[0])
        rows[i] = rows[i] + row
    return np.sum(rows[0]) + np.sum(rows[1] ** 2) * np.sum(rows[2])


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]), 3)]
