"""The arrays that a factorization gives are changed in place, by their names and in the tuple that they came in."""

import numpy as np


def f(a, s):
    q, r = np.linalg.qr(a)
    q *= s
    r += q
    found = np.linalg.eigh(a + a.T)
    w = found[0]
    w *= s
    for _ in range(2):
        values, vectors = np.linalg.eigh(a + a.T)
        values += s
        a = a + vectors @ (values[:, np.newaxis] * vectors.T)
    return np.sum(r**2) + np.sum(found.eigenvalues**2) + np.sum(a)


rng = np.random.default_rng(31)
wrt = ("a", "s")
points = [(rng.normal(size=(3, 3)) + 2.0 * np.eye(3), 0.6)]
