"""A value whose tangent is that of an item of a list, which a loop changes in place afterwards."""

import numpy as np


def f(u, s):
    b = u * s
    rows = [u * 2, b]
    shifted = b + 2
    for row in rows:
        row *= s
    return np.sum(rows[0] * rows[1]) + np.sum(shifted**2)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
