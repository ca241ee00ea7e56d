"""States of a loop that are rebound in one trip and written to in the same trip: what is kept is what was read."""

import numpy as np


def f(a, u, n):
    v = u * 1.0
    for k in range(n):
        v = np.tanh(v) * a
        v[1:] += 0.3 * np.exp(-v[:-1])
        w = v * v
        v[0] = w[1] * v[0]
        a = a + 0.1 * w
    return np.sum(v * a)


wrt = ("a", "u")
points = [
    (np.array([0.4, -0.3, 0.8]), np.array([0.9, 0.2, -0.5]), 3),
    (np.array([0.4, -0.3, 0.8]), np.array([0.9, 0.2, -0.5]), 0),
]
