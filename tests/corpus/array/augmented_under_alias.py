"""Array += changes the array under all of its names, where a scalar += would bind anew."""

import numpy as np


def f(x, s):
    y = x.copy()
    z = y
    z += s * x
    t = s
    u = t
    u += 1.0
    y *= z
    y /= 2.0 + x**2
    y -= t * u
    y **= 2
    return np.sum(z) + t


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 1.5)]
