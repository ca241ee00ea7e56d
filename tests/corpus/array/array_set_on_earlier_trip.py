"""An array that a trip of a loop reads as the trip before it made it."""

import numpy as np


def f(x, n):
    total = x
    for i in range(n):
        if i > 0:
            total += np.sum(v**2)
        v = np.array([x * i, x])
    return total


wrt = ("x",)
points = [(1.3, 3), (1.3, 1), (1.3, 0)]
