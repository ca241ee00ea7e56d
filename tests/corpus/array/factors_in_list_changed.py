"""The arrays that a factorization gives become rows of a list, which are changed in place."""

import numpy as np


def f(a, s):
    rows = list(np.linalg.eigh(a + a.T))
    for row in rows:
        row *= s
    return np.sum(rows[0] ** 3) + np.sum(rows[1] ** 4)


rng = np.random.default_rng(32)
wrt = ("a", "s")
points = [(rng.normal(size=(3, 3)) + 2.0 * np.eye(3), 0.6)]
