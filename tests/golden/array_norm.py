"""The Euclidean norm."""

import numpy as np


def f(x):
    return np.linalg.norm(x)


BY = "x"
AT = (np.array([3.0, -4.0, 1.0]),)
