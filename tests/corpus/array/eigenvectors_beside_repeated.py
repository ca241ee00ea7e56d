"""The eigenvector of a simple eigenvalue beside a repeated one: the others are not read, and are no functions of the matrix."""

import numpy as np


def f(a):
    w, v = np.linalg.eigh(np.diag(np.array([3.0, 1.0, 1.0])) + a * a.T)
    return v[0, 2] ** 2 - v[1, 2] ** 2 + w[2]


wrt = ("a",)
points = [(np.zeros((3, 3)),)]
max_order = 1
