"""Symmetric eigenvalues that lie apart; where they are equal the derivative of each is nan."""

import numpy as np


def f(a):
    w, _ = np.linalg.eigh(a @ a.T)
    return np.sum(np.log(w)) + np.sum(w**2)


wrt = ("a",)
points = [(np.array([[1.0, 0.2], [0.0, 2.0]]),),]
max_order = 1
