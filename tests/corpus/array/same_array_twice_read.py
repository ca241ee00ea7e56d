"""The same array given for two arguments that are only read: both contributions count."""

import numpy as np


def product(a, b):
    return np.sum(a * b) + a[0] * b[-1]


def f(x):
    y = np.sin(x)
    return product(y, y) + product(x, y)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.1]),)]
