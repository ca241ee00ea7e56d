"""An array is read, becomes an item of a list and of a dict, and is written there."""

import numpy as np


def f(u, s):
    v = u * 1.0
    t = np.sum(v * v * v)
    rows = []
    rows.append(v)
    rows[0][0] = s
    w = u * s
    r = np.sum(w * w * w)
    named = {"w": w}
    named["w"][1] = s * s
    return t * np.sum(rows[0]) + r * np.sum(named["w"])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
