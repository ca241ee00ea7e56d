"""Buffers that are swapped, changed in place and kept in a list without a copy: the list would show the changes."""

import numpy as np


def f(u, v, b):
    u, v = u.copy(), v.copy()
    kept = []
    for _ in range(3):
        for _ in range(2):
            v += b
            u, v = v, u
        kept.append(v)
    return np.sum(np.array(kept)) + np.sum(u * v)


wrt = ("u", "v", "b")
points = [(np.array([0.5, -0.2]), np.array([1.0, 0.3]), 0.7)]
refused = "the items of the list are changed by another name"
