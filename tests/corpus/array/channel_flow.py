"""Flow in a periodic channel until it is steady: a while loop about wrapped slices and a fixed force."""

import numpy as np


def wrapped(q):
    left = np.empty_like(q)
    left[:, 1:] = q[:, :-1]
    left[:, 0] = q[:, -1]
    return left


def f(nu, force, n, tolerance):
    h = 1.0 / (n - 1)
    dt = 0.05
    u = np.zeros((n, n))
    change = 1.0
    steps = 0
    while change > tolerance and steps < 30:
        old = u.copy()
        left = wrapped(old)
        u[1:-1, :] = (
            old[1:-1, :]
            - dt * old[1:-1, :] * (old[1:-1, :] - left[1:-1, :])
            + nu * dt / h**2 * (old[2:, :] - 2.0 * old[1:-1, :] + old[:-2, :])
            + dt * force
        )
        u[0, :] = 0.0
        u[-1, :] = 0.0
        change = (np.sum(u) - np.sum(old)) / np.sum(u)
        steps += 1
    return np.sum(u**2)


wrt = ("nu", "force")
points = [(0.1, 1.0, 5, 0.05), (0.2, 0.5, 4, 2.0)]
