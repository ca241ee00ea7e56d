"""np.where around a square root: the side that was not chosen must not spoil the derivative."""
import numpy as np


def f(x):
    return float(np.where(x > 0.0, np.sqrt(x), 0.0))


wrt = ("x",)
points = [(4.0,), (0.0,), (-1.0,)]
expected = [{"x": 0.25}, {"x": 0.0}, {"x": 0.0}]
max_order = 1
