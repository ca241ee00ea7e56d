"""Polar decompositions from either side, of a matrix with equal singular values too."""

import numpy as np
from scipy.linalg import polar


def f(a, b):
    turn, stretch = polar(a)
    other, before = polar(b, side="left")
    return np.sum(turn**3 * stretch[:, :1]) + np.sum(other[0] * before[1, :2]) + turn[0, 1] * before[0, 0]


wrt = ("a", "b")
rng = np.random.default_rng(0)
points = [(np.array([[2.0, 0.0], [0.0, 2.0]]), rng.random((3, 2))), (rng.random((3, 3)), rng.random((2, 2)))]
