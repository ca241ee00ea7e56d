"""Arrays joined end to end."""

import numpy as np


def f(x, y):
    z = np.concatenate([x, y, x])
    return np.sum(z[1:] * z[:-1])


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0, 0.3])
