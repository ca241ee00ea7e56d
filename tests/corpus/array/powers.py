"""x**0 at 0, 0**2, a negative base, a broadcast exponent, also the derivative by the exponent."""

import numpy as np


def f(x, p):
    return (
        np.sum(x**2) + np.sum(x**0) + np.sum(np.abs(x + 3.0) ** p) + np.sum(np.power(x, 3)) + np.sum(2.0**p)
    )


wrt = ("x", "p")
points = [(np.array([0.0, -1.5, 2.0]), np.array([2.0, 0.5, -1.0])), (np.array([0.5, 1.0]), np.array([2.5]))]
