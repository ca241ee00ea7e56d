"""A library that may be missing, guarded by NameError, and an attribute written to what may be a series."""
import numpy as np


def f(x, y):
    try:
        x = np.asarray(x)
        y = np.asarray(y)
    except NameError:
        pass
    z = np.sin(x) * y
    try:
        z.name = "z"
    except AttributeError:
        pass
    return z + x


wrt = ("x", "y")
points = [(0.7, 1.3)]
