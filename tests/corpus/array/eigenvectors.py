"""Eigenvectors of a symmetric matrix, through what does not depend on their sign."""

import numpy as np


def f(a):
    w, v = np.linalg.eigh(0.5 * (a + a.T))
    return v[0, 0] ** 2 + w[0] * v[1, -1] ** 2


wrt = ("a",)
points = [(np.array([[1.0, 0.2, 0.1], [0.3, 2.0, -0.4], [0.0, 0.1, 3.5]]),)]
