"""What is the negative, or a multiple, of an array that a loop changes later is read again after the loop."""

import numpy as np


def f(v, a, steps):
    u = -v
    w = 0.5 * v
    for _ in range(steps):
        v[1:] -= a * v[:-1]
        if v[0] > 0.0:
            v[0] += a
    return np.sum(v * u) + a * np.sum(w * u * v) + np.sum(u * u)


wrt = ("v", "a")
points = [(np.array([0.5, -0.2, 0.7]), 0.3, steps) for steps in (0, 1, 3)]
