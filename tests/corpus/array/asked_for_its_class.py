"""Branches on what a value is: its class, its attributes, the dtype of an array, a number of Python or of NumPy."""

import numpy as np


def f(u, s):
    total = s
    if type(u) is np.ndarray and isinstance(u, np.ndarray) and u.dtype == np.float64:
        total += u[0] ** 2
    if type(u) in (list, tuple):
        total += 100 * u[1]
    if hasattr(u, "shape") and getattr(u, "ndim", 0) == 1 and not hasattr(s, "append"):
        total += u[1] ** 3
    for value in (u[2], s, np.sqrt(u[0]), u.sum() * s):
        if isinstance(value, np.floating):
            total += 2 * value
        elif type(value) is float:
            total += 3 * value * value
        if hasattr(value, "dtype"):
            total *= value
    return total * getattr(u, "missing", s)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
