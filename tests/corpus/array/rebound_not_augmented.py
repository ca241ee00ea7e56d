"""y = y + x makes a new array and leaves the other name alone; y += x does not."""

import numpy as np


def f(x):
    y = x * 2.0
    z = y
    y = y + x
    z += x * x
    y += z
    return np.sum(y * z)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
