"""Parameters in a flat list, matrices and vectors by turns."""
import numpy as np


def f(parameters, x):
    w1, b1, w2, b2 = parameters
    return np.sum(np.tanh(x @ w1 + b1) @ w2 + b2)


wrt = ("parameters",)
points = [
    (
        [0.3 * np.arange(6.0).reshape(3, 2), np.array([0.1, -0.2]), np.array([[0.5], [1.0]]), np.array([0.3])],
        np.array([0.5, -1.0, 0.2]),
    )
]
