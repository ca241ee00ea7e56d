"""Places written once a trip: going back they are read and cleared, and some are added to at once."""

import numpy as np


def f(x, w, n):
    rows = np.zeros((n, len(x)))
    path = np.zeros(n + 1)
    total = 0.0
    for k in range(n):
        x = np.tanh(w * x + 0.1 * k)
        rows[k] = x
        rows[k] = (rows[k] + 0.5 * rows[k - 1]) / (1.0 + w[0] ** 2)
        path[k + 1] = path[k] + np.sum(rows[k] * w)
        total += path[k] * rows[k, 0]
    for k in range(-n, 0):
        total += np.sum(rows[k] ** 2)
        rows[k] = w * total
    for k in range(1, n):
        rows[0] = rows[k] / (rows[0] + 3.0)
    return total + np.sum(rows) + np.sum(path[1:] / (2.0 + path[:-1] ** 2))


wrt = ("x", "w")
points = [
    (np.array([0.5, -0.3, 0.8]), np.array([0.6, 0.2, -0.7]), 4),
    (np.array([0.5, -0.3, 0.8]), np.array([0.6, 0.2, -0.7]), 1),
    (np.array([0.5, -0.3, 0.8]), np.array([0.6, 0.2, -0.7]), 0),
]
