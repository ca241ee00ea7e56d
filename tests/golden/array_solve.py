"""The solution of linear equations: one more solution with the transpose."""

import numpy as np


def f(a, b):
    return np.sum(np.linalg.solve(a, b) ** 2)


BY = "a", "b"
AT = np.array([[2.0, 0.5], [0.1, 1.0]]), np.array([1.0, -2.0])
