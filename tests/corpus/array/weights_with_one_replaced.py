"""Weights of which one is replaced, in a product and beside a transposed matrix: lengths that are computed."""

import numpy as np


def f(x, k):
    n = x.size
    w = np.full(2 * n + 1, 0.5 / k)
    w[0] = k
    points = np.zeros((2 * n + 1, n))
    points[0] = x
    for i in range(n):
        points[i + 1] = x * k
        points[n + i + 1] = x - k
    mean = w @ points
    d = points - mean
    return np.sum(mean) + np.sum((d.T * w) @ d)


wrt = ("x", "k")
points = [(np.array([1.2, 0.8]), 1.5)]
