"""The inner product of two vectors."""

import numpy as np


def f(x, y):
    return np.dot(x, y) ** 2


BY = "x", "y"
AT = np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.3, 0.2])
