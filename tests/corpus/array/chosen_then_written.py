"""An array that is one of two, depending on the path, is written where neither is read again."""

import numpy as np


def f(u, s):
    v = u * 1.0
    w = u * 2.0
    t = np.sum(v * v * w)
    if s > 0.0:
        v = w
    v[0] = s * s
    return t * np.sum(v)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6), (np.array([0.5, -0.2, 0.7]), -0.6)]
