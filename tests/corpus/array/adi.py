"""Alternating directions: tridiagonal solves by rows, then by columns through a transposed view."""

import numpy as np


def solve_columns(r, x):
    n = len(x)
    upper = np.zeros(n)
    upper[0] = -r / (1.0 + 2.0 * r)
    x[0] /= 1.0 + 2.0 * r
    for i in range(1, n):
        pivot = 1.0 + 2.0 * r + r * upper[i - 1]
        upper[i] = -r / pivot
        x[i] = (x[i] + r * x[i - 1]) / pivot
    for i in range(n - 2, -1, -1):
        x[i] -= upper[i] * x[i + 1]


def f(u, r, steps):
    u = u.copy()
    for _ in range(steps):
        x = (1.0 - 2.0 * r) * u
        x[:, 1:] += r * u[:, :-1]
        x[:, :-1] += r * u[:, 1:]
        solve_columns(r, x)
        u[:] = (1.0 - 2.0 * r) * x
        u[1:] += r * x[:-1]
        u[:-1] += r * x[1:]
        solve_columns(r, u.T)
    return np.sum(u**2)


rng = np.random.default_rng(9)
wrt = ("u", "r")
points = [(rng.normal(size=(4, 4)), 0.4, 2), (rng.normal(size=(3, 5)), 0.2, 1)]
