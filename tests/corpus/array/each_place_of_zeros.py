"""Loops that read each place of an array once, twice, or in a part that moves along."""

import numpy as np


def f(x, y):
    once = 0.0
    for k in range(len(x)):
        once += x[k] ** 2 * (k + 1)
    window = 0.0
    for k in range(len(y) - 1):
        window += np.sum(y[k : k + 2] ** 2) * k
    twice = 0.0
    for k in range(2, -1, -1):
        twice += x[k] * y[k]
        if twice > 0.5:
            twice -= np.sin(x[k])
    return once * window + twice


wrt = ("x", "y")
points = [
    (np.array([0.3, -0.7, 1.1]), np.array([0.5, 0.2, -0.4])),
    (np.array([1.3, 0.7, 0.1]), np.array([0.5, 1.2, 0.4])),
]
