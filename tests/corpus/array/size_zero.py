"""Arrays without elements: sums, products, slices beyond the end, loops that do not run."""

import numpy as np


def f(x):
    y = x[5:]
    z = np.zeros(0)
    y = y * 2.0 + np.sum(z)
    w = x[2:2].copy()
    w += 1.0
    for row in np.zeros((0, 3)):
        y = y + row[0]
    return np.sum(x**2) + np.sum(y) * np.prod(w) + np.sum(np.concatenate([y, x, z]))


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),), (np.arange(7.0),), (np.zeros(0),)]
expected = [None, None, {"x": np.zeros(0)}]
max_order = 1
