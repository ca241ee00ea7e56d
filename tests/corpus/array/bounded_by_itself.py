"""An array is its own bound, and one of several."""

import numpy as np


def f(x):
    u = np.maximum(x, x) + np.clip(x, -1.0, x)
    return np.sum(u * np.minimum(x, x))


wrt = ("x",)
points = [(np.array([0.5, -0.7, 1.5]),)]
