"""Ranges that NumPy is given: as numbers, as places to take, and as weights."""

import numpy as np


def f(x, w):
    steps = np.array(range(len(x)))[:, None]
    y = np.take(x, range(2), axis=0) * w
    z = x * steps + np.sum(np.multiply(range(1, 4), w))
    return np.sum(y**2) + np.sum(z * np.power(2.0, range(0, 6, 2))) + np.dot(range(3), w)


rng = np.random.default_rng(43)
wrt = ("x", "w")
points = [(rng.random((4, 3)), rng.random(3))]
