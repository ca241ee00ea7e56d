"""Every other element, and from the back."""

import numpy as np


def f(u):
    return np.sum(u[::2] * u[::-2])


BY = "u"
AT = (np.array([0.1, 0.5, 0.2, 0.9, 0.4]),)
