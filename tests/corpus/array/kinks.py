"""abs at 0, ties of max, min, maximum and sort: 0, and split evenly."""

import numpy as np


def f(x):
    return (
        np.sum(np.abs(x))
        + 10.0 * np.max(x)
        + 100.0 * np.sum(np.maximum(x, 0.0))
        + 1000.0 * np.sum(np.clip(x, -5.0, 5.0))
    )


wrt = ("x",)
points = [(np.array([0.0, 2.0, 2.0, -1.0]),)]
expected = [{"x": np.array([1050.0, 1106.0, 1106.0, 999.0])}]
max_order = 1
