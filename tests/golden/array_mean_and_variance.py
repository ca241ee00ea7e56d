"""Mean and variance of columns, with the axis kept."""

import numpy as np


def f(x):
    centred = x - np.mean(x, axis=0, keepdims=True)
    return np.sum(np.mean(centred**2, axis=0) ** 0.5)


BY = "x"
AT = (np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.2]]),)
