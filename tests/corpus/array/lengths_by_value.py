"""How many elements are picked shows only when the program runs; a vector of weights is broadcast against them, or not."""

import numpy as np


def f(x, w):
    total = np.sum(w * np.sin(np.compress([True, False, True], x[:3])))
    total += np.sum(w * np.cos(x[np.unique([0, 0, 1, 1])]))
    total += np.sum(w * np.exp(np.bincount([0, 1, 1, 1], weights=x)))
    chosen = np.array([True, False, True, False])
    total += np.sum(w * x[np.flatnonzero(chosen)])
    total += np.sum(w * x[chosen] ** 2)
    return total + np.sum(w * np.trim_zeros(np.array([0.0, x[0], x[1], 0.0])) ** 3)


wrt = ("x", "w")
points = [(np.array([0.1, 0.2, 0.4, -0.3]), np.array([1.0, 2.0])), (np.array([0.5, -0.6, 0.7, 0.8]), np.array([1.5]))]
