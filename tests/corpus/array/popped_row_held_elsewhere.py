"""A row that is popped and changed has another name, by which it is read: refused."""

import numpy as np


def f(u, s):
    rows = []
    for k in range(3):
        row = u * k
        rows.append(row)
    last = rows.pop()
    last[0] = s
    return np.sum(row**2)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "a row that is popped has another name"
