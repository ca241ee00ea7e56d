"""np.float64 numbers as arguments: they are reals like any other."""
import numpy as np


def f(x, y):
    return x * y + x**2 / y


wrt = ("x", "y")
points = [(np.float64(0.7), 1.3), (np.float64(-0.7), np.float64(2.0))]
