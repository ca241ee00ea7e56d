"""Accumulation into bins in a loop: the index of each is computed from the data and cast."""

import numpy as np


def f(x, weights, lo, hi, count):
    bins = np.zeros(count)
    for i in range(len(x)):
        k = int((x[i] - lo) / (hi - lo) * count)
        if 0 <= k < count:
            bins[k] += weights[i] * x[i] ** 2
    return np.sum(bins**2)


wrt = ("x", "weights")
points = [(np.array([0.1, 0.9, 0.15, 0.5, 1.7, 0.12]), np.arange(1.0, 7.0), 0.0, 1.0, 4)]
