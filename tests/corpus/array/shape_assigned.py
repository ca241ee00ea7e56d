"""y.shape = ... changes the array under all its names."""

import numpy as np


def f(x):
    y = x.copy()
    z = y
    y.shape = (2, 2)
    z[0] *= z[1]
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 1.1]),)]
may_refuse = "an attribute is assigned"
