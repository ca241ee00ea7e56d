"""An array of objects holds no numbers that can be differentiated."""

import numpy as np


def f(x):
    y = np.empty(2, dtype=object)
    y[0] = x[0] * x[1]
    y[1] = x**2
    return y[0] + np.sum(y[1])


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]),)]
refused = "dtype object"
