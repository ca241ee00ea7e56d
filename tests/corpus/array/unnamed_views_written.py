"""Views that have no name are written: by methods, functions, and augmented; diagonals are read before and after."""

import numpy as np


def f(u, s):
    a = np.outer(u, u)
    a.ravel().fill(s)
    a[1] *= u
    b = a * u
    before = np.diag(b)
    kept = before * before
    np.einsum("ii->i", b)[:] *= s
    np.copyto(b.reshape(-1)[1:3], u[:2])
    np.add.at(b.ravel(), [1, 1], s)
    return np.sum(a * a) + np.sum(b * b * b) + np.sum(kept * before)


wrt = ("u", "s")
points = [(np.array([0.9, 0.55, 0.71]), 0.63)]
