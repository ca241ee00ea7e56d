"""Fortran-ordered input, reshaped in both orders."""

import numpy as np


def f(m):
    a = m.reshape(-1)
    b = m.reshape(-1, order="F")
    c = m.ravel(order="F")
    return np.sum(a * b**2) + np.sum(np.asfortranarray(m)[0] ** 3) + c[1]


rng = np.random.default_rng(65)
wrt = ("m",)
points = [(np.asfortranarray(rng.normal(size=(2, 3))),), (rng.normal(size=(3, 2)),)]
