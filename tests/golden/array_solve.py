"""The solution of linear equations: one more solution with the transpose."""

import numpy as np


def f(a, b):
    return np.sum(np.linalg.solve(a, b) ** 2)


BY = "a", "b"
AT = np.array([[2.0, 0.5], [0.1, 1.0]]), np.array([1.0, -2.0])


# --- reverse by a, b

import numpy as np


def f_grad(a, b):
    t = np.linalg.solve(a, b)
    return np.linalg.solve(a.T, -2 * t)[:, np.newaxis] * t, np.linalg.solve(a.T, 2 * t)


# --- forward by a, b

import numpy as np


def f_jvp(a, b, a_dot, b_dot):
    t = np.linalg.solve(a, b)
    return np.sum(t ** 2), np.sum(2 * t * (np.linalg.solve(a, b_dot) - np.linalg.solve(a, a_dot @ t)))
