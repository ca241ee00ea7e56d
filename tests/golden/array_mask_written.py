"""Elements chosen by a mask are overwritten."""

import numpy as np


def f(x):
    y = x**2
    y[x < 0.0] = 0.0
    return np.sum(y * x)


BY = "x"
AT = (np.array([0.5, -1.5, 2.0]),)
