"""A slice that is overwritten: its cotangent is taken and set to zero."""

import numpy as np


def f(x, y):
    u = np.zeros(4)
    u[:2] = x
    u[2:] = x * y
    u[1:3] = u[1:3] ** 2
    return np.sum(u)


BY = "x", "y"
AT = np.array([0.5, 1.5]), np.array([2.0, 3.0])
