"""An array that one way of a branch makes and fills with a value from outside it, which is read once more after that."""

import numpy as np


def f(x, a):
    total = 0.0
    for k in range(len(x)):
        c = np.sin(x[k]) * a * x[0] * x[1]
        if x[k] > 0.45:
            u = np.zeros(len(x) + 1)
            for i in range(len(x)):
                u[i + 1] = c
            total += np.sum(u * u) * c * u[1]
        total += c * c
    return total


wrt = ("x", "a")
points = [(np.array([0.4, 0.9, 0.7]), 0.8)]
max_order = 2
