"""Single precision stays single precision: the gradient has the dtype of its argument."""

import numpy as np


def f(x, w):
    y = x * w
    y[0] = 2.0
    return np.sum(y**2)


wrt = ("x", "w")
points = [(np.array([1.0, 2.0, 3.0], np.float32), np.array([2.0, 0.5, 1.0], np.float32))]
expected = [
    {"x": np.array([0.0, 1.0, 6.0], np.float32), "w": np.array([0.0, 4.0, 18.0], np.float32)},
]
max_order = 1
