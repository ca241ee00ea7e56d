"""An item of a list of arrays is replaced after a part of it was read."""

import numpy as np


def f(x):
    rows = [x[0] * 1.0, x[1] * 1.0]
    total = 0.0
    for k in range(3):
        total += np.sum(rows[0][1:] ** 2)
        rows[0] = rows[1] * x[0] * k
    return total + np.sum(rows[0] ** 2 * rows[1])


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
