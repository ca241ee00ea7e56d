"""The largest of values of which one that is smaller has an infinite slope: it takes no part."""

import numpy as np


def f(x, y):
    return np.max(np.sqrt(x * y)) * y + np.min(-np.sqrt(y * x))


wrt = ("y",)
points = [(np.array([0.0, 4.0, 1.0]), 1.5)]
max_order = 1
