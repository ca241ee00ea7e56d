"""Which array a name stands for depends on data: a write reaches the one that was taken."""

import numpy as np


def f(x, s):
    a = x.copy()
    b = x**2
    if s > 0:
        c = a
    else:
        c = b
    c[0] = s * c[1]
    d = a if s > 1 else b
    d *= 2.0
    return np.sum(a * b) + np.sum(c)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.4), (np.array([0.5, -0.2, 0.7]), -0.4), (np.array([0.5, -0.2]), 1.4)]
may_refuse = "which array is meant is known at run time only"
