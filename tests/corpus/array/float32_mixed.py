"""Single and double precision in one expression: each gradient has the dtype of its own argument."""

import numpy as np


def f(x, w):
    return np.sum(x * w) + np.mean(x.astype(np.float64) ** 2)


wrt = ("x", "w")
points = [(np.array([1.0, 2.0], np.float32), np.array([2.0, 0.5]))]
expected = [{"x": np.array([3.0, 2.5], np.float32), "w": np.array([1.0, 2.0])}]
max_order = 1
