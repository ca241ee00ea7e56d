"""Python's complex numbers: an impedance, its magnitude, real part and phase."""

import numpy as np


def f(r, inductance, c, omegas):
    total = 0.0
    for omega in omegas:
        z = r + 1j * omega * inductance + 1.0 / (1j * omega * c)
        total += abs(z) ** 2 + z.real * z.imag + abs(1.0 / z)
    return total


wrt = ("r", "inductance", "c", "omegas")
points = [(2.0, 0.5, 0.3, np.array([0.7, 1.9]))]
