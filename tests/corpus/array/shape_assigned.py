"""The shape of an array is assigned, which its other name shows; a shape of one int that the run knows."""

import numpy as np


def f(x, s):
    n, m = 3, 2
    i, j = np.mgrid[0:n, 0:m]
    y = np.zeros((n, m))
    z = x * s
    w = z
    i.shape, j.shape, z.shape = n * m, n * m, n * m
    y[i, j] += w * w
    w[0] = s
    return np.sum(y**2) * np.sum(z[: m * n : 2])


rng = np.random.default_rng(15)
wrt = ("x", "s")
points = [(rng.random((3, 2)), 0.8)]
