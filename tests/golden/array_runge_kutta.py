"""Steps of the classical Runge-Kutta rule."""

import numpy as np


def f(y, k, h, steps):
    for _ in range(steps):
        a = -k * y
        b = -k * (y + 0.5 * h * a)
        y = y + h * b
    return np.sum(y)


BY = "y", "k"
AT = np.array([1.0, 2.0]), np.array([0.5, 1.5]), 0.1, 5
