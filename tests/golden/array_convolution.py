"""A convolution as a loop over the taps of a filter."""

import numpy as np


def f(x, taps):
    n = len(x) - len(taps) + 1
    y = np.zeros(n)
    for k in range(len(taps)):
        y += taps[k] * x[k : k + n]
    return np.sum(y**2)


BY = "x", "taps"
AT = np.array([0.1, 0.5, 0.2, 0.9, 0.4]), np.array([1.0, -0.5])
