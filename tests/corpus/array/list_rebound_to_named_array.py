"""A list whose row a loop changes is rebound to one that holds an array which has a name."""

import numpy as np


def f(u, s):
    a = u * 1.0
    rows = [u + 1, u + s]
    for _ in range(2):
        rows[0][0] *= s
        rows = [a, u * s]
    return np.sum(a**2) + np.sum(rows[1])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
