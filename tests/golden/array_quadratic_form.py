"""A matrix between two vectors."""

import numpy as np


def f(a, x):
    return x @ a @ x


BY = "a", "x"
AT = np.array([[2.0, 0.5], [0.1, 1.0]]), np.array([1.0, -2.0])
