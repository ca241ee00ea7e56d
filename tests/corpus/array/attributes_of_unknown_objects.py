"""What objects of a library tell of themselves: a condition reads it when the program runs."""

import numpy as np


def f(x, low, high):
    rows = slice(low, high)
    y = x[rows]
    if rows.step is None:
        y = y * 2
    if rows.start:
        y = y**2
    walker = np.nditer(x)
    if walker.finished:
        return np.sum(y)
    return np.sum(y) * (2.0 if walker.finished is None else x[0])


wrt = (0,)
points = [(np.array([0.3, 0.7, 1.2, -0.4]), 1, 3), (np.array([0.3, 0.7, 1.2, -0.4]), 0, 3)]
