"""A matrix of numbers, a list of numbers beside it as a column, and a row below."""

import numpy as np


def hat(v):
    return np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])


def f(w, xi):
    frame = np.r_[np.c_[hat(w), [w[0] * xi, w[1], w[2]]], np.zeros((1, 4))]
    return np.sum((frame @ frame) ** 2)


wrt = ("w", "xi")
points = [(np.array([0.4, 0.9, -0.3]), 0.2)]
