"""The integral of a function of an array by Gauss's rule, with ends and parameters that vary."""

import numpy as np
from scipy.integrate import fixed_quad


def f(a, b):
    plain, _ = fixed_quad(lambda t: np.sin(a * t), 0.0, b, n=4)
    return plain * fixed_quad(lambda t, c: np.exp(-c * t**2), a, 1.0, args=(b,))[0]


wrt = ("a", "b")
points = [(0.7, 1.3), (-0.4, 0.6)]
