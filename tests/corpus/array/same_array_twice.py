"""The same array given for two arguments of a helper that writes one and reads the other."""

import numpy as np


def mix(a, b):
    a[1:] += b[:-1] * b[1:]
    a[0] = b[-1]


def f(x):
    y = x.copy()
    mix(y, y)
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.1]),)]
