"""A starred target takes a list of the numbers of an array, which is then written."""

import numpy as np


def f(u, s):
    v = u * u
    first, *rest = v
    v[1] = s
    return first * sum(rest) * np.sum(v)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
