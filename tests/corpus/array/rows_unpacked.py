"""Rows and elements unpacked into names: x, y, z = point; (a, b), (c, d) = matrix."""

import numpy as np


def f(points, m):
    (a, b), (c, d) = m
    total = a * d - b * c
    for x, y, z in points:
        total += x * y + z**2
    first, *others = points
    u, v = points.T[:2]
    return total + first @ others[-1] + u @ v


rng = np.random.default_rng(67)
wrt = ("points", "m")
points = [(rng.normal(size=(3, 3)), rng.normal(size=(2, 2)))]
