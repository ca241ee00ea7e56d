"""fill, np.copyto (whole, broadcast, with where=) and the end of what was there before."""

import numpy as np


def f(x, s):
    y = x**2
    z = np.sum(y)
    y.fill(s)
    y[0] *= 2.0
    w = np.empty((2, len(x)))
    np.copyto(w, x * y)
    np.copyto(w[1], w[0] * x, where=x > 0)
    return z + np.sum(w**2)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 1.3)]
