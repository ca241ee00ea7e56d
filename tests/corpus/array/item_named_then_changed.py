"""An item of a list of arrays is read by its name after the list, which has grown, changed it."""

import numpy as np


def f(x):
    rows = [x[0] * 1.0, x[1] * 1.0]
    last = rows[-1]
    rows.append(x[1] * 2.0)
    rows[1][0] = 3.0 * x[0, 0]
    return np.sum(last**2 * rows[0])


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
refused = "the name and the list hold one array, which the list changes"
