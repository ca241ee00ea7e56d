"""An argument is changed through another name of its memory: by reshape, asarray and a transpose; the caller's is not."""

import numpy as np


def f(u, a, x, s):
    w = u.reshape(-1)
    w[0] = s
    y = np.asarray(x)
    y *= s
    t = a.T
    t[1] = w[:2] * s
    return np.sum(w * w) * s + np.sum(y * y * y) + np.sum(t * t)


wrt = ("u", "a", "x", "s")
points = [
    (np.array([0.5, -0.2, 0.7]), np.array([[0.3, 1.1, -0.4], [0.6, 0.2, 0.9]]), np.array([1.2, -0.8]), 0.6)
]
