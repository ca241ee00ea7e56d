"""A value that was read, reshaped under its own name (which may be a view) and written: what was read is kept."""

import numpy as np


def f(u, s):
    v = u * 1.0
    t = np.sum(v * v * v)
    v = v.reshape(-1)
    v[0] = s
    return t * np.sum(v)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
