"""Jacobi sweeps between two arrays, each written from the other in turn."""

import numpy as np


def f(a, b, steps):
    a = a.copy()
    b = b.copy()
    for _ in range(steps):
        b[1:-1] = (a[:-2] + a[1:-1] + a[2:]) / 3.0
        a[1:-1] = (b[:-2] + b[1:-1] + b[2:]) / 3.0
    return np.sum(a**2) + np.sum(a * b)


rng = np.random.default_rng(4)
wrt = ("a", "b")
points = [(rng.normal(size=7), rng.normal(size=7), 2), (rng.normal(size=3), rng.normal(size=3), 3)]
