"""The larger of two, element by element; a tie is shared."""

import numpy as np


def f(x, y):
    return np.sum(np.maximum(x, y) ** 2)


BY = "x", "y"
AT = np.array([0.5, -1.5, 2.0]), np.array([0.3, 0.1, 2.5])
