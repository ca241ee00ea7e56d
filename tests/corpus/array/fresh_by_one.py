"""A copy by arithmetic that does nothing: x * 1.0 and x + 0.0 must not be folded to x."""

import numpy as np


def f(x):
    y = x * 1.0
    y[0] = 5.0
    z = x + 0.0
    z[1] *= y[0]
    w = +x
    w[2] = 0.0
    return np.sum(x * y) + np.sum(z * x) + np.sum(w * x)


wrt = ("x",)
points = [(np.array([1.0, -2.0, 0.5]),)]
