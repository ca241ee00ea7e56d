"""Slices of unknown length meet vectors in a loop: they may be as long, or of length one and broadcast."""

import numpy as np


def f(x, c, k):
    for _ in range(3):
        s = 1.0 / (1.0 + np.exp(-x[: 3 * k]))
        c = s[k : 2 * k] * c + s[:k] * np.tanh(x[3 * k :]) - s[2 * k :] * x[:k]
    return np.sum(c**2)


wrt = ("x", "c")
points = [
    (np.array([0.3, -0.7, 0.2, 0.9]), np.array([0.5, -1.1, 0.4]), 1),
    (np.array([0.3, -0.7, 0.2, 0.9, 0.1, -0.4, 0.8, 1.3]), np.array([0.5, -1.1]), 2),
]
