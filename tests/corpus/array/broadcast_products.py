"""Both factors are spread over what they meet: one of them has to keep the shape of the result."""

import numpy as np


def f(x, y):
    a = np.broadcast_to(x, (3, len(x)))
    b = np.broadcast_to(y[:, None], (3, len(x)))
    d = np.mean(a * b, axis=0)
    e = np.sum(a * 2.0 / b, axis=1, keepdims=True)
    return np.sum(np.var(a - b, axis=1)) + np.sum(d**2) + np.sum(e * np.max(a, axis=1, keepdims=True))


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.7, 0.1]), np.array([1.0, 2.0, -1.5])), (np.array([0.5, -0.2, 0.7]), np.array([1.0, 2.0, -1.5]))]
