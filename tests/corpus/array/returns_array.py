"""A function whose result is an array: its Jacobian, forward and reverse."""

import numpy as np


def f(x, k):
    y = np.zeros(len(x) + 1)
    y[:-1] = x**2
    y[1:] -= k * x
    y[0] *= y[-1]
    return y


wrt = ("x", "k")
points = [(np.array([0.5, -0.2, 0.7]), 1.4)]
