"""A periodic Poisson equation in Fourier space: complex between real ends, no division by zero."""

import numpy as np


def f(rhs):
    n, m = rhs.shape
    kx = 2.0 * np.pi * np.fft.fftfreq(n)[:, None]
    ky = 2.0 * np.pi * np.fft.fftfreq(m)[None, :]
    k2 = kx**2 + ky**2
    k2[0, 0] = 1.0
    hat = np.fft.fft2(rhs) / -k2
    hat[0, 0] = 0.0
    u = np.fft.ifft2(hat).real
    return np.sum(u**3)


rng = np.random.default_rng(36)
wrt = ("rhs",)
points = [(rng.normal(size=(4, 3)),), (rng.normal(size=(3, 2)),)]
