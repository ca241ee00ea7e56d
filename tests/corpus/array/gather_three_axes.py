"""Advanced indices apart from each other, with a slice between them: the result's axes move to the front."""

import numpy as np


def f(x, i, j):
    a = x[i, :, j]
    b = x[:, i, j]
    c = x[i, 0, j]
    return np.sum(np.sin(a) * a) + np.sum(b**2) + np.sum(c**3) + a[0, 1] * a[1, 0]


rng = np.random.default_rng(54)
wrt = ("x",)
points = [(rng.normal(size=(3, 3, 3)), np.array([0, 2]), np.array([1, 1]))]
