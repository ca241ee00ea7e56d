"""Jacobi for Poisson's equation until it settles: the number of sweeps depends on the data."""

import numpy as np


def f(u, rhs, tolerance, most):
    u = u.copy()
    for _ in range(most):
        new = u.copy()
        new[1:-1, 1:-1] = 0.25 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - rhs[1:-1, 1:-1])
        change = np.max(np.abs(new - u))
        u = new
        if change < tolerance:
            break
    return np.sum(u**3)


rng = np.random.default_rng(5)
wrt = ("u", "rhs")
points = [
    (rng.normal(size=(4, 4)), rng.normal(size=(4, 4)), 0.05, 30),
    (rng.normal(size=(5, 4)), rng.normal(size=(5, 4)), 1e-9, 3),
]
