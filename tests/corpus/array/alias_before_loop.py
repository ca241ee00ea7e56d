"""Two names of one array, one of them rebound in a loop that writes by the other: read before, it is as it was."""

import numpy as np


def f(u, s):
    w = u * 1.0
    v = w
    r = 0.0
    for k in range(3):
        r += np.sum(v * v * v)
        v = v * 2.0
        w[0] = s * k
    return r


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
