"""np.add.at where indices repeat, also with a broadcast value and with two index arrays."""

import numpy as np


def f(x, y):
    a = x.copy()
    np.add.at(a, [0, 2, 0, 0], y)
    b = np.outer(a, a)
    np.add.at(b, (np.array([0, 0, 1]), np.array([1, 1, 2])), y[0])
    np.subtract.at(a, [1, 1], y[:2])
    return np.sum(a**2) + np.sum(b**2)


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.0, 2.0, -1.0, 0.3]))]
