"""Counts, lengths and subscripts that are powers of ints."""

import numpy as np


def f(a, n):
    total = 0.0
    for k in range(1, n):
        parts = 2 ** (k - 1)
        h = a / parts
        for j in range(parts):
            total += np.sin(h * (j + 0.5)) * 2.0**-j
    points = 2**n + 1
    x = np.linspace(0.0, a, points)
    w = np.ones(points)
    w[1:-1] = 2.0
    z = np.zeros((2**n, 2))
    z[2**n // 2] = a
    small = np.array([2**-n, 1])
    small[1] = a
    return total + w @ x**2 + z.sum() + np.sum(small**3)


wrt = ("a",)
points = [(1.1, 1), (1.1, 3)]
