"""Integer and boolean arrays meet real ones: counts, weights, a mask as a factor, integer division."""

import numpy as np


def f(x, k, keep):
    y = x * k + k // 2
    z = np.zeros(len(k), dtype=int)
    z[1:] = k[:-1]
    y = y * keep + (x > 0) * x
    return np.sum(y**2) + np.sum(x * z) + np.sum(k) * x[0]


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]), np.array([1, 2, 3]), np.array([True, False, True]))]
