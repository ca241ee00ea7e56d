"""The outer product."""

import numpy as np


def f(x, y):
    return np.sum(np.outer(x, y) ** 2)


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0, 3.0])
