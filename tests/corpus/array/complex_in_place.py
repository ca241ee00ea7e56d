"""A complex array that is filled in place, from real values, by a recursion; multiplied into a polynomial."""

import numpy as np


def f(roots, angle):
    z = np.zeros(len(roots), dtype=complex)
    z[0] = roots[0]
    turn = np.exp(1j * angle)
    for k in range(1, len(roots)):
        z[k] = turn * z[k - 1] + roots[k]
    z[1:] *= 0.5j
    return np.sum(z.real**2) + np.sum(z.imag * roots) + abs(z[-1])


wrt = ("roots", "angle")
points = [(np.array([0.5, -0.2, 0.7]), 0.6), (np.array([0.5]), 0.6)]
