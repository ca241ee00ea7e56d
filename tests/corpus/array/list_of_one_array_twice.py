"""One array twice in a list, and named besides: what is written through one is read through the others."""

import numpy as np


def f(x, a):
    u, v = x * a, x * 1.0
    rows = [u, u, v]
    rows[0][0] = 3.0 * a
    rows[1][1:] *= a
    v[0] = rows[2][1]
    return np.sum(rows[1] ** 2) + np.sum(u * rows[2]) + len(rows)


wrt = ("x", "a")
points = [(np.array([0.3, -0.5, 0.7]), 1.2)]
