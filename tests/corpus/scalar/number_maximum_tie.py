"""np.maximum and np.minimum of equal numbers share the derivative evenly."""
import numpy as np


def f(x, y):
    return 3.0 * np.maximum(x, y) + np.minimum(x, y) + 10.0 * np.maximum(x, 1.0)


wrt = ("x", "y")
points = [(1.0, 1.0), (2.0, 3.0)]
expected = [{"x": 7.0, "y": 2.0}, {"x": 11.0, "y": 3.0}]
max_order = 1
