"""The same along one axis with the transforms of real data, odd and even lengths."""

import numpy as np


def f(rhs, length):
    n = len(rhs)
    k = 2.0 * np.pi * np.fft.rfftfreq(n, d=1.0) / length
    hat = np.fft.rfft(rhs)
    hat[0] = 0.0
    hat[1:] /= -(k[1:] ** 2)
    u = np.fft.irfft(hat, n)
    return np.sum(u**2) + u[0]


rng = np.random.default_rng(37)
wrt = ("rhs", "length")
points = [(rng.normal(size=6), 1.5), (rng.normal(size=5), 2.0)]
