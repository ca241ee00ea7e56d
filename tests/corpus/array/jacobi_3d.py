"""Weighted Jacobi in three dimensions with two buffers and a parity."""

import numpy as np


def f(u, omega, steps):
    buffers = [u.copy(), u.copy()]
    for step in range(steps):
        old = buffers[step % 2]
        new = buffers[(step + 1) % 2]
        mean = (
            old[:-2, 1:-1, 1:-1]
            + old[2:, 1:-1, 1:-1]
            + old[1:-1, :-2, 1:-1]
            + old[1:-1, 2:, 1:-1]
            + old[1:-1, 1:-1, :-2]
            + old[1:-1, 1:-1, 2:]
        ) / 6.0
        new[1:-1, 1:-1, 1:-1] = (1.0 - omega) * old[1:-1, 1:-1, 1:-1] + omega * mean
    return np.sum(buffers[steps % 2] ** 2)


rng = np.random.default_rng(6)
wrt = ("u", "omega")
points = [(rng.normal(size=(4, 3, 3)), 0.8, 3), (rng.normal(size=(3, 3, 3)), 0.6, 2)]
