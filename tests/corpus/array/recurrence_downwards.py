"""A substitution from the end to the start, and one whose places are written before and after they are read."""

import numpy as np


def f(x, a):
    n = len(x)
    y = np.empty(n + 1)
    y[n] = a
    for i in range(n - 1, -1, -1):
        y[i] = x[i] * y[i + 1] ** 2 + a
    z = np.zeros(n)
    w = np.ones(n)
    for i in reversed(range(n)):
        z[i] = np.sin(y[i]) * w[i]
        w[i] = z[i] * z[i] * w[i]
        z[i] += w[i] * w[i]
    return np.sum(y * y) + np.sum(w * z)


wrt = ("x", "a")
points = [(np.array([0.4, 0.9, 0.7, 0.3]), 0.8), (np.array([0.5]), 0.8)]
max_order = 2
