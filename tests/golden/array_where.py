"""A choice element by element."""

import numpy as np


def f(x, slope):
    return np.sum(np.where(x > 0.0, x, slope * x) ** 2)


BY = "x", "slope"
AT = np.array([0.5, -1.5, 2.0]), 0.1
