"""A loop over the rows of a matrix."""

import numpy as np


def f(points, centre):
    total = 0.0
    for p in points:
        total += np.sqrt(np.sum((p - centre) ** 2))
    return total


BY = "points", "centre"
AT = np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.2]]), np.array([0.3, 0.1])
