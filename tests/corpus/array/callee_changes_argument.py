"""Helpers that change their argument and return nothing, one through a slice, one twice in a row."""

import numpy as np


def scale(a, factor):
    a *= factor


def prefix(a):
    for i in range(1, len(a)):
        a[i] += a[i - 1] ** 2


def f(x, c):
    y = x.copy()
    scale(y[1:], c)
    prefix(y)
    prefix(y[::2])
    scale(y, c)
    return np.sum(y)


wrt = ("x", "c")
points = [(np.array([0.5, -0.2, 0.7, 0.1]), 1.3)]
