"""Functions of np called on floats."""
import numpy as np


def f(x, y):
    a = np.exp(x) * np.log(y) + np.sqrt(x * x + y)
    b = np.sin(x) + np.arctan2(y, x) + np.tanh(y) + np.abs(x)
    return a * b + np.power(y, 1.5) + np.square(x) + np.hypot(x, y)


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.7, 1.3)]
