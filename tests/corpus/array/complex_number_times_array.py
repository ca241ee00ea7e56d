"""A complex number that is broadcast, that an array without axes is turned into, or that a mask leaves out."""

import numpy as np


def f(x):
    c = x[0] + 1j * x[1]
    y = c * np.array([1 + 2j, 3.0, x[0] * 1j])
    masked = np.where(x[0] > 0, np.sqrt(c), 0)
    z = complex(x[1]) * (1 + 2j) + np.sum(y * y * c) + masked
    return z.real * z.imag


wrt = ("x",)
points = [(np.array([0.5, -0.2]),), (np.array([-1.5, 0.8]),)]
