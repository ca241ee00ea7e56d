"""norm at 0 and its square there: 0 as abs has it, and not 0 / 0."""

import numpy as np


def f(x, y):
    return np.linalg.norm(x) ** 2 + np.linalg.norm(y) + np.sqrt(np.sum(x**2) + 1.0)


wrt = ("x", "y")
points = [(np.zeros(3), np.zeros(2)), (np.array([3.0, 4.0]), np.array([0.0, 2.0]))]
expected = [
    {"x": np.zeros(3), "y": np.zeros(2)},
    {"x": np.array([6.0, 8.0]) + np.array([3.0, 4.0]) / np.sqrt(26.0), "y": np.array([0.0, 1.0])},
]
max_order = 1
