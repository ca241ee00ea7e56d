"""An array that a computed position picks out of a tuple is read after the array has been changed."""

import numpy as np


def f(x, k):
    a, b = x * 1.0, x * 2.0
    chosen = (a, b)[k]
    a[0] = 5.0 * x[1]
    return np.sum(chosen) * np.sum(b)


wrt = ("x",)
points = [(np.array([0.3, 0.4]), 0), (np.array([0.3, 0.4]), 1)]
may_refuse = "which array is meant is known at run time only"
