"""Matrices of arrays, which are built as lists of lists and taken apart again."""

import numpy as np


def coefficients(w, xi):
    a = np.array([[np.cos(w), np.sin(w) * xi], [-w * xi, np.exp(-xi * w)]])
    return a, np.array([[w * xi, w**2], [w / 2, xi - w]])


def f(w, xi):
    a, b = coefficients(w, xi)
    u = np.zeros([len(w), 4])
    for i in range(3):
        u[:, i + 1] = a[0][0] * u[:, i] + b[0][0] * 0.3 + a[1][0] * xi + b[1][1] * a[1][1]
    return np.sum(u * u[:, ::-1]) + np.sum(u[0] * a[0][1][0])


wrt = ("w", "xi")
points = [(np.array([0.4, 0.9, -0.3]), 0.2)]
