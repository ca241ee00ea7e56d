"""Complex intermediates between real ends: abs, real, imag, conj, angle, exp, products."""

import numpy as np


def f(a, b):
    z = a + 1j * b
    w = np.exp(z) * np.conj(z) + 2.0
    v = w / (1.0 + z * z.conjugate())
    return np.sum(np.abs(w) ** 2) + np.sum(v.real * v.imag) + np.sum(np.angle(w)) + np.sum(np.abs(z))


wrt = ("a", "b")
points = [(np.array([0.5, -0.2, 0.7]), np.array([0.3, 0.8, -0.4]))]
