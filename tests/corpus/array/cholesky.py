"""Cholesky in place, column by column; empty slices in the first and the last column."""

import numpy as np


def f(a):
    a = a.copy()
    n = len(a)
    for j in range(n):
        a[j, j] = np.sqrt(a[j, j] - np.dot(a[j, :j], a[j, :j]))
        for i in range(j + 1, n):
            a[i, j] = (a[i, j] - np.dot(a[i, :j], a[j, :j])) / a[j, j]
    total = 0.0
    for j in range(n):
        total += np.log(a[j, j])
    return 2.0 * total + a[n - 1, 0] ** 2


rng = np.random.default_rng(14)
root = rng.normal(size=(4, 4))
wrt = ("a",)
points = [(root @ root.T + 4.0 * np.eye(4),), (np.array([[2.0, 0.3], [0.3, 1.0]]),)]
