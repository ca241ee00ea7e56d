"""Singular vectors of matrices of any shape: a rule that branches on the shape."""

import numpy as np


def f(a):
    total = 0.0
    for k in range(2):
        u, s, vh = np.linalg.svd((k + 1) * a, full_matrices=False)
        total += np.sum(s**3) + np.sum(u**2 @ vh)
    return total


rng = np.random.default_rng(0)
wrt = ("a",)
points = [(rng.normal(size=(3, 3)),), (rng.normal(size=(2, 3)),), (rng.normal(size=(3, 2)),)]
