"""An array in a list is replaced by one of another shape, at a known place and at one that is computed."""

import numpy as np


def f(x, at):
    rows = [x * 1.0, x * 2.0]
    rows[-1] = (x * 3.0)[:2]
    total = np.sum(rows[-1] ** 2)
    rows[at] = (x**2)[1:]
    return total + sum(np.sum(row**2) for row in rows)


wrt = ("x",)
points = [(np.array([0.9, 0.5, 0.7]), 0), (np.array([0.9, 0.5, 0.7]), 1)]
