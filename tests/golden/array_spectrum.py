"""The power of a signal's spectrum, weighted: complex numbers inside, real ones outside."""

import numpy as np


def f(x, weights):
    return np.sum(weights * np.abs(np.fft.rfft(x)) ** 2)


BY = "x", "weights"
AT = np.array([0.1, 0.5, 0.2, 0.9]), np.array([1.0, 2.0, 0.5])
