"""A branch binds a name to a new array, made of the old one, which the caller still has."""

import numpy as np


def f(h, c, n):
    for i in range(n):
        if c[i] > 0.0:
            t = np.tanh(h)
            h = t * h * np.exp(t) + np.sin(t)
        else:
            h = h - c
    return np.sum(h**3)


wrt = ("h", "c")
points = [
    (np.array([1.0, 2.0, 3.0]), np.array([-0.1, 0.2, -0.4]), 3),
    (np.array([1.0, 2.0, 3.0]), np.array([-0.1, 0.2, -0.4]), 0),
]
