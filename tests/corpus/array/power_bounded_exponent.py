"""A number that keeps to a bound, or is set on one path, as the exponent of an array."""

import numpy as np


def f(x, p, q):
    p = max(1e-15, p)
    if q > 2.0:
        q = 2.0
    return np.sum(p * (1 + x**2) ** -p) + np.power(x, q)


wrt = ("x", "p", "q")
points = [
    (np.array([0.5, 1.2, 0.8]), 1.7, 0.4),
    (np.array([0.5, 1.2]), -0.3, 3.0),
]
