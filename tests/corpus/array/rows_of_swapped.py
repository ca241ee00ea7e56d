"""The rows of an array are written while its name goes to another array: refused."""

import numpy as np


def f(u, s):
    a = np.outer(u, u)
    b = a * 2.0
    for row in a:
        row *= s
        a, b = b, a
    return np.sum(a) + np.sum(b * b)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "whether one array has two names here is known only at run time"
