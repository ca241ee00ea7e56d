"""Totals that are a number before a loop and an array after its first trip; sum() of arrays."""

import numpy as np


def f(x, w):
    total = 0
    weighted = 0.0
    for k in range(len(w)):
        total += np.sin(k * x) * w[k]
        weighted = weighted + w[k] * np.outer(x, x)
    curve = sum(w[k] * x**k for k in range(len(w)))
    parts = sum([x * v for v in w])
    return np.sum(total**2) + np.sum(weighted) + np.sum(curve * parts)


wrt = ("x", "w")
points = [(np.array([0.3, 0.7, -0.2]), np.array([1.0, 0.5, -0.4, 0.2]))]
