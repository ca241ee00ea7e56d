"""An argument is an item that a later argument's call replaces: the callee gets the item that was there before."""

import numpy as np


def f(u, s):
    a = [u * 1.0, u * 2.0]

    def scale(k):
        a[k] = a[k] * s
        return s

    def first(r, factor):
        return r[0] * factor

    total = first(a[0], scale(0)) + np.sum(a[1] * scale(1))
    pair = (a[0], scale(0))
    kept = {"x": a[1], "y": (a[0], 2.0)}
    a[1] = a[0] * pair[0]
    a[0] = a[1] * s
    return total * a[0][0] + np.sum(kept["x"] * pair[0]) * kept["y"][0][1] * kept["y"][1]


wrt = ("u", "s")
points = [(np.array([0.9, 0.55, 0.71]), 0.63)]
