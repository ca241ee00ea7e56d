"""An array is an item of two lists, of which one changes it."""

import numpy as np


def f(x):
    t = x[0] * 1.0
    one = [t, x[1] * 1.0]
    other = [t]
    one[0][0] = one[0][1] ** 2
    return np.sum(other[0] ** 2) + np.sum(one[0] ** 3)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
