"""A state that is a tuple made by a generator over the items of others, in a loop over time."""

import numpy as np


def rhs(state, g):
    u, h = state
    return -g * (np.roll(h, -1) - h), -(u - np.roll(u, 1))


def f(u, h, g, steps):
    state = (u, h)
    for _ in range(steps):
        k1 = rhs(state, g)
        middle = tuple(s + 0.05 * k for s, k in zip(state, k1, strict=True))
        k2 = rhs(middle, g)
        state = tuple(0.5 * (s + m) + 0.1 * k for s, m, k in zip(state, middle, k2, strict=True))
    return np.sum(state[0] ** 2) + np.sum(state[1] ** 2)


wrt = ("u", "h", "g")
points = [(np.array([0.3, -0.2, 0.9]), np.array([1.0, 0.4, 0.7]), 1.8, steps) for steps in (0, 1, 3)]
