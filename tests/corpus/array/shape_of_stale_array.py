"""Of an array that may have been changed by another name, only its shape and dtype are asked."""

import numpy as np


def f(u, v, s, steps):
    a, b = u * 1.0, v * 1.0
    other = a
    for _ in range(steps):
        a[1:] += s * b[:-1]
        a, b = b, a
    w = np.zeros(other.shape, dtype=other.dtype)
    w[: len(other) - 1] = a[1:] + other.size
    z = np.ones_like(other) * s
    return np.sum(w * w) + np.sum(a * b) + np.sum(z)


wrt = ("u", "v", "s")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.0, 0.3, 0.4]), 0.6, steps) for steps in (0, 1, 2)]
