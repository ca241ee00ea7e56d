"""Functions of NumPy applied element by element."""

import numpy as np


def f(x):
    return np.sum(np.exp(-x) * np.sin(x))


BY = "x"
AT = (np.array([0.1, 0.7, -0.4]),)
