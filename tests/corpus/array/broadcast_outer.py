"""(n, 1) against (1, m) and (m,): every adjoint is summed back to the shape of its own."""

import numpy as np


def f(a, b, c, s):
    t = a * b + c
    t = t / (1.0 + s * b**2)
    return np.sum(t**2) + np.sum((a - c) * s)


rng = np.random.default_rng(56)
wrt = ("a", "b", "c", "s")
points = [
    (rng.normal(size=(3, 1)), rng.normal(size=(1, 4)), rng.normal(size=4), 0.4),
    (rng.normal(size=(1, 1)), rng.normal(size=(1, 2)), rng.normal(size=1), 0.4),
    (rng.normal(size=(2, 1, 1)), rng.normal(size=(3, 1)), rng.normal(size=(1, 2)), 0.7),
]
