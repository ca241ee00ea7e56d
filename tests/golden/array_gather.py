"""Elements chosen by indices, some of them twice."""

import numpy as np


def f(x, index):
    return np.sum(x[index] ** 2)


BY = "x"
AT = np.array([0.5, -1.5, 2.0]), np.array([0, 2, 2, 1])
