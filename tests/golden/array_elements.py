"""A recurrence written element by element."""

import numpy as np


def f(x, a):
    y = np.zeros(len(x))
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = a * y[i - 1] + x[i]
    return np.sum(y)


BY = "x", "a"
AT = np.array([0.5, 1.5, -0.3]), 0.8
