"""Crank-Nicolson with scipy's banded solver: the bands are filled row by row."""

import numpy as np
from scipy.linalg import solve_banded


def f(u, kappa, dt, steps):
    n = len(u)
    r = 0.5 * dt * kappa
    bands = np.zeros((3, n))
    bands[0, 1:] = -r
    bands[1, :] = 1.0 + 2.0 * r
    bands[2, :-1] = -r
    for _ in range(steps):
        rhs = (1.0 - 2.0 * r) * u
        rhs[1:] += r * u[:-1]
        rhs[:-1] += r * u[1:]
        u = solve_banded((1, 1), bands, rhs)
    return np.sum(u**2)


wrt = ("u", "kappa")
points = [(np.sin(np.arange(1.0, 6.0)), 0.7, 0.3, 2), (np.array([1.0, 2.0]), 0.5, 0.1, 1)]
