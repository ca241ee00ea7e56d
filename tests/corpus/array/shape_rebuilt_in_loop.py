"""Arrays of a shape given by literals, built before a loop and again on each of its trips."""

import numpy as np


def f(x, rows=3, columns=2):
    total = np.zeros((rows, columns))
    for _ in range(2):
        square = np.zeros((rows, rows))
        square += x
        total += square[:, :columns] @ np.ones((columns, columns))
    return np.sum(total**2)


wrt = ("x",)
points = [(np.array([0.3, 0.7, -0.9]),)]
