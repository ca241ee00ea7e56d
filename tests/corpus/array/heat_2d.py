"""Heat in a plate with fixed edges: the right-hand side is made whole before the inner block is updated."""

import numpy as np


def laplacian(u, h):
    return (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4.0 * u[1:-1, 1:-1]) / h**2


def f(u, kappa, steps):
    t = np.array(u)
    h = 1.0 / (t.shape[0] - 1)
    dt = 0.2 * h**2
    for _ in range(steps):
        t[1:-1, 1:-1] += dt * kappa * laplacian(t, h)
    return np.sum(t[1:-1, 1:-1] ** 2)


rng = np.random.default_rng(2)
wrt = ("u", "kappa")
points = [(rng.normal(size=(5, 5)), 0.7, 3), (rng.normal(size=(4, 5)), 1.1, 2)]
