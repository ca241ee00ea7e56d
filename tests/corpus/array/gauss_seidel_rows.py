"""A sweep along the rows: every row is relaxed at once, from the row above that is new already."""

import numpy as np


def f(u, sweeps):
    u = u.copy()
    for _ in range(sweeps):
        for i in range(1, u.shape[0] - 1):
            u[i, 1:-1] = 0.25 * (u[i - 1, 1:-1] + u[i + 1, 1:-1] + u[i, :-2] + u[i, 2:])
            u[i] *= np.cos(u[i])
    return np.sum(u[1:-1])


rng = np.random.default_rng(8)
wrt = ("u",)
points = [(rng.normal(size=(4, 5)), 2), (rng.normal(size=(3, 4)), 1)]
