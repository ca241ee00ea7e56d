"""Symmetric eigenvalues, apart and all equal; a symmetric function of equal ones is smooth."""

import numpy as np


def f(a):
    w, _ = np.linalg.eigh(a @ a.T)
    return np.sum(np.log(w)) + np.sum(w**2)


wrt = ("a",)
points = [(np.array([[1.0, 0.2], [0.0, 2.0]]),), (np.eye(2),)]
max_order = 1
