"""The name of an array is bound to a new one while a loop goes over the rows of the old one, and changes them."""

import numpy as np


def f(x):
    y = x.copy()
    for row in y:
        y = y * 2.0
        row[0] = row[1] ** 2
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
