"""An item of a list that has a name of its own is changed by a subscript of the list."""

import numpy as np


def f(x, a):
    rows = [x * a, x * 1.0]
    row = rows[1]
    rows[1] *= 2.0
    table = {"u": x * a, "v": x * 1.0}
    u = table["u"]
    table["u"] += x
    return np.sum(row * rows[0]) + np.sum(u * table["v"])


wrt = ("x", "a")
points = [(np.array([0.3, -0.5, 0.7]), 1.2)]
