"""np.add.reduce, accumulate, outer, np.multiply.reduce, np.maximum.accumulate."""

import numpy as np


def f(x, y):
    a = np.add.reduce(x, axis=0)
    b = np.add.accumulate(x, axis=1)
    c = np.multiply.outer(y, y) + np.subtract.outer(y, y) ** 2
    d = np.multiply.reduce(y) * np.maximum.reduce(y)
    return np.sum(a**2) + np.sum(b**2) + np.sum(c[0]) + d + np.sum(np.maximum.accumulate(y) * y)


rng = np.random.default_rng(83)
wrt = ("x", "y")
points = [(rng.normal(size=(2, 3)), rng.normal(size=3))]
