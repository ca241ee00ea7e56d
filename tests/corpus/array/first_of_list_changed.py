"""The first array of a list is found by `next` and by a helper that returns from a loop, and is changed by its new name."""

import numpy as np


def with_positive_start(rows):
    for row in rows:
        if row[0] > 0:
            return row
    return rows[0]


def f(x):
    rows = [x * 2.0, -(x**2), x * 3.0]
    row = next(iter(rows))
    row[0] += 2.0 * x[1]
    other = with_positive_start(rows[1:])
    return np.sum(rows[0] ** 2) * other[0] + np.sum(rows[2])


wrt = ("x",)
points = [(np.array([0.9, 0.5, 0.7]),)]
