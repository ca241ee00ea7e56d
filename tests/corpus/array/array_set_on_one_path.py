"""An array and a list that only one way of a branch makes, and that a later branch, which knows, reads and writes."""

import numpy as np


def f(u, y):
    if y > 0.0:
        r = y
        done = True
    else:
        v = u * y
        rows = [y, y * y]
        done = False
    if not done:
        v[0] = 3.0 * y
        r = np.sum(v * v) + sum(rows)
    return r * r


wrt = ("u", "y")
points = [(np.array([0.5, -0.2, 0.7]), 0.6), (np.array([0.5, -0.2, 0.7]), -0.6)]
