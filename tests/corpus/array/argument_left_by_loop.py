"""An argument that a loop may replace by a new array, or not, is written after it: the caller's stays as it was."""

import numpy as np


def f(u, s):
    while s > 3.0:
        u = np.sin(u) * s
        s = s - 1.0
    u[0] = s * s
    return np.sum(u * u) * s


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6), (np.array([0.5, -0.2, 0.7]), 4.6)]
