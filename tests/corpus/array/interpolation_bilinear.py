"""Bilinear interpolation of a field at moving points: two index arrays in one subscript."""

import numpy as np


def f(field, x, y):
    i = np.floor(x).astype(int)
    j = np.floor(y).astype(int)
    a = x - i
    b = y - j
    value = (
        field[i, j] * (1 - a) * (1 - b)
        + field[i + 1, j] * a * (1 - b)
        + field[i, j + 1] * (1 - a) * b
        + field[i + 1, j + 1] * a * b
    )
    return np.sum(value**2)


rng = np.random.default_rng(40)
wrt = ("field", "x", "y")
points = [(rng.normal(size=(4, 3)), np.array([0.3, 2.4, 0.7]), np.array([1.6, 0.2, 1.1]))]
