"""Soft dynamic time warping: a table filled cell by cell from three neighbours, borders out of reach."""

import numpy as np


def f(a, b, gamma):
    n, m = len(a), len(b)
    table = np.full((n + 1, m + 1), 1e6)
    table[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            near = np.array([table[i - 1, j], table[i, j - 1], table[i - 1, j - 1]])
            low = np.min(near)
            soft = low - gamma * np.log(np.sum(np.exp(-(near - low) / gamma)))
            table[i, j] = (a[i - 1] - b[j - 1]) ** 2 + soft
    return table[n, m]


wrt = ("a", "b", "gamma")
points = [(np.array([0.5, -0.2, 0.7]), np.array([0.1, 0.4]), 0.5)]
max_order = 1
