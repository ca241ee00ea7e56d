"""A view that is changed changes its array."""

import numpy as np


def f(x):
    u = x.copy()
    inner = u[1:-1]
    inner *= 2.0
    return np.sum(u**2)


BY = "x"
AT = (np.array([0.1, 0.5, 0.2, 0.9]),)
