"""Arrays stacked to a matrix."""

import numpy as np


def f(x, y):
    m = np.stack([x, y], axis=1)
    return np.sum(m @ m.T)


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0])
