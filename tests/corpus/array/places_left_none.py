"""A list of None of which only some places are filled, and which is copied and multiplied before that."""

import numpy as np


def f(x):
    rows = [None] * 3 * 2
    rows[0] = x * 2.0
    rows[-1] = rows[0] ** 2
    return np.sum(rows[-1]) + sum(1.0 for row in rows if row is None)


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]),)]
