"""Left and right side overlap: NumPy makes the right side whole before it stores."""

import numpy as np


def f(x):
    y = x.copy()
    y[1:-1] = y[2:] * y[:-2]
    y[1:] = y[:-1]
    y[:-1] = y[1:] ** 2 + y[:-1]
    y[::-1] = y
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.1, 1.2]),)]
