"""`astype` that may leave the array as it is gives the array itself."""

import numpy as np


def f(u, s):
    x = u * 1
    y = x.astype(dtype=np.float64, copy=False)
    y[1] = s
    z = x.astype(float, "K", "unsafe", True, True)
    z[0] = 9.0 * s
    return np.sum(x * y * z)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
