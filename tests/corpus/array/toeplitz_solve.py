"""Levinson's recursion: two vectors grow together, each from the reversed prefix of one of them."""

import numpy as np


def f(t, b):
    n = len(b)
    x = np.zeros(n)
    y = np.zeros(n)
    x[0] = b[0] / t[0]
    if n > 1:
        y[0] = -t[1] / t[0]
    beta = t[0]
    alpha = y[0]
    for k in range(1, n):
        beta = (1.0 - alpha**2) * beta
        mu = (b[k] - t[1 : k + 1] @ x[:k][::-1]) / beta
        x[:k] = x[:k] + mu * y[:k][::-1]
        x[k] = mu
        if k < n - 1:
            alpha = -(t[k + 1] + t[1 : k + 1] @ y[:k][::-1]) / beta
            z = y[:k] + alpha * y[:k][::-1]
            y[:k] = z
            y[k] = alpha
    return np.sum(x * x)


wrt = ("t", "b")
points = [
    (np.array([2.0, 0.5, 0.2, -0.1]), np.array([1.0, -1.0, 0.5, 2.0])),
    (np.array([1.5]), np.array([0.7])),
    (np.array([1.5, 0.4]), np.array([0.7, 0.1])),
]
