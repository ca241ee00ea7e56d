"""Durbin's recursion for the Yule-Walker equations: a prefix is updated from itself reversed."""

import numpy as np


def f(r):
    n = len(r)
    y = np.empty_like(r)
    alpha = -r[0]
    beta = 1.0
    y[0] = -r[0]
    for k in range(1, n):
        beta *= 1.0 - alpha * alpha
        alpha = -(r[k] + np.dot(np.flip(r[:k]), y[:k])) / beta
        y[:k] += alpha * np.flip(y[:k])
        y[k] = alpha
    return np.sum(y**2)


wrt = ("r",)
points = [(np.array([0.5, 0.2, -0.1, 0.05, 0.1]),), (np.array([0.3]),), (np.array([0.3, 0.4]),)]
