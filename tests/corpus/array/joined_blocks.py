"""np.block of lists of lists of matrices, some of them constant; np.array with a dtype from items of a vector."""

import numpy as np


def f(cost, x):
    n = len(cost)
    w, y, z = x
    M = np.block([[np.diag(cost), -np.eye(n)], [np.eye(n), np.zeros((n, n))]])
    v = np.array([w * y, abs(y), z, abs(x[0] * x[1]), 1, w], dtype=np.float64)
    return np.sum(np.linalg.solve(M, v) ** 2) + np.block([cost, v]) @ np.arange(len(v) + n)


wrt = ("cost", "x")
points = [(np.array([1.0, 2.0, 1.5]), np.array([0.3, -0.7, 0.9]))]
