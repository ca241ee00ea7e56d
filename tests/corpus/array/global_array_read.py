"""A table in the module, read: it is data, and its value is that at the call."""

import numpy as np

table = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]])


def weigh(x, k):
    return table[k] * x


def f(x):
    y = table @ x
    y[0] *= weigh(x, 1)[2]
    return np.sum(y**2) + np.sum(weigh(x, 0))


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
