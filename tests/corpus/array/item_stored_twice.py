"""An array is stored at two places of a list, and changed through one of them."""

import numpy as np


def f(x):
    rows = [x[0] * 1.0, x[1] * 2.0]
    r = x[0] * 3.0
    rows[0] = r
    rows[1] = r
    rows[0][0] = rows[0][1] ** 2
    return np.sum(rows[1] ** 2)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
