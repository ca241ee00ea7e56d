"""A try that asks whether an argument is an array, of an array: its handler is never reached, and the body may change things."""

import numpy as np


def clipped(v):
    try:
        i = abs(v) < 1e-3
        v[i] = 0.0
        v[v > 2.0] = v[v > 2.0] * 0.5
        if (v < -5.0).any():
            raise ValueError("too small")
    except TypeError:
        v = 0.0
    return v


def f(u):
    return np.sum(clipped(u * 1.5) ** 2)


wrt = ("u",)
points = [(np.array([0.5, 1e-5, 1.7]),), (np.array([-0.4, 0.2]),)]
failing = [((np.array([0.5, -6.0]),), ValueError)]
