"""Views of other shapes."""

import numpy as np


def f(x, w):
    m = x.reshape(2, 3).T
    return np.sum((m @ w) ** 2)


BY = "x", "w"
AT = np.arange(6.0), np.array([[1.0, 0.5], [-0.3, 2.0]])
