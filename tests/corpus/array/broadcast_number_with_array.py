"""np.broadcast_arrays and np.meshgrid of numbers and arrays of several ranks, not all of which vary."""

import numpy as np


def f(rate, periods, value):
    rate, count, value, n = np.broadcast_arrays(rate, periods, value, 2)
    growth = (1 + rate) ** count
    across, down = np.meshgrid(periods, value[0, :2])
    return np.sum(np.where(rate == 0, value, value * (growth - n) / rate)) + np.sum(across * down**2)


wrt = ("rate", "value")
points = [
    (0.07, np.array([1.0, 2.0, 3.0]), np.array([[2.0, 1.0, 1.5], [0.5, 0.2, 0.1]])),
    (0.02, np.array([1.0, 4.0]), np.array([[2.0, 1.0], [0.5, 0.3], [1.1, 0.7]])),
]
