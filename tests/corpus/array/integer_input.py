"""An integer array where reals are meant: its gradient is that of the reals."""

import numpy as np


def f(x):
    y = x * 0.5
    y[0] = x[1] ** 2
    return np.sum(y * x)


wrt = ("x",)
points = [(np.array([3, 4, -2]),)]
expected = [{"x": np.array([16.0, 28.0, -2.0])}]
max_order = 1
