"""Every place of an array, by ndindex and ndenumerate; pairs of the rows and items of arrays."""

import itertools

import numpy as np


def f(a, u):
    out = np.zeros_like(a)
    for i, j in np.ndindex(a.shape):
        out[i, j] = a[i, j] * u[i] + j
    for place in np.ndindex(2, 3):
        out[place] *= u[place[0]]
    total = 0.0
    for (i, j), v in np.ndenumerate(out):
        total += v * v * (i + 2 * j)
    for k, v in np.ndenumerate(u):
        total += v**3 * (k[0] + 1)
    for p, q in itertools.combinations(a, 2):
        total += p @ q * u[0]
    for s, t in itertools.product(u, u):
        total += s / (t * t + 1)
    return total


wrt = ("a", "u")
points = [(np.array([[0.3, 1.1, -0.4], [0.6, 0.2, 0.9]]), np.array([0.7, -0.5]))]
