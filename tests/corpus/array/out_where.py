"""A function of NumPy that writes only the places that a mask chooses, and would fail at the others."""

import numpy as np


def f(a, b, given):
    ratio = np.divide(a, b, out=np.zeros_like(a), where=given)
    distance = a**2 + b
    np.power(distance, -1.5, out=distance, where=distance > 0)
    return np.sum(ratio**2) + np.sum(distance * a) + ratio @ (b != 0)


wrt = ("a",)
points = [
    (np.array([0.3, 0.7, 0.2, -0.9]), np.array([0.5, -1.5, 0.0, 1.0]), np.array([True, True, False, True]))
]
