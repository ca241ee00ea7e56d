"""The array of which a name shows a row is written before the name is rebound."""

import numpy as np


def f(x):
    y = x * 2.0
    first = y[0]
    for i in range(2):
        y[0] *= 1.5
        first = first * y[1] + i
    return np.sum(first**2)


wrt = ("x",)
points = [(np.array([[0.3, 0.7], [-0.2, 1.9]]),)]
may_refuse = "a view whose base is written"
