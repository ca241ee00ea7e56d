"""Running sums run backwards on the way back."""

import numpy as np


def f(x):
    return np.sum(np.cumsum(x) ** 2)


BY = "x"
AT = (np.array([0.5, -1.5, 2.0]),)
