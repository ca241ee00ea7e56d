"""An array times a number: the number gets a sum."""

import numpy as np


def f(x, scale):
    return np.sum((scale * x + 1.0) ** 3)


BY = "x", "scale"
AT = np.array([1.0, 2.0, -1.0]), 0.7
