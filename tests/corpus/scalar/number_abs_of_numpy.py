"""abs, fabs and copysign of NumPy's floats, whose comparisons cannot be subtracted."""
import math

import numpy as np


def f(x, y):
    a = np.sin(x) - np.exp(y)
    return abs(a) * y + math.fabs(np.cos(3.0 * x)) + math.copysign(np.tanh(x), a)


wrt = ("x", "y")
points = [(0.7, 1.3), (2.0, -1.5)]
