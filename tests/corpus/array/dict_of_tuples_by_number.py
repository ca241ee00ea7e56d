"""A dict that loops fill with tuples of an array and a number, and read in another order."""

import numpy as np


def f(x):
    moments = {}
    for k in range(3):
        moments[k] = (x * k, x.sum())
    total = 0.0
    for k in range(2, 0, -1):
        u, v = moments[k]
        total += v * np.sum(u**2)
    return total


wrt = (0,)
points = [(np.array([0.3, -0.7, 1.2]),)]
