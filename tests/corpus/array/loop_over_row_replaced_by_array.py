"""A loop changes the rows that it goes over, and puts an array that has a name in the place of the next one."""

import numpy as np


def f(u, s):
    a = u * 1.0
    rows = [u + 1, u + s]
    for k, row in enumerate(rows):
        row *= s
        rows[1] = a
    return np.sum(a**2) + np.sum(rows[0])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
