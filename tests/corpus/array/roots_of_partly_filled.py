"""Roots of arrays of which some numbers do not vary, and are where the slope is infinite."""

import numpy as np


def f(x):
    u = np.zeros(len(x) + 2)
    u[1:-1] = x**2
    w = np.ones(len(x) + 1)
    w[:-1] = np.tanh(x)
    joined = np.concatenate([np.zeros(2), 2.0 * x**2])
    return np.sum(np.sqrt(u) * np.arange(len(u))) + np.sum(np.arccos(w)) + np.sum(joined**0.5 * joined)


wrt = ("x",)
points = [(np.array([0.357, -0.713, 1.217]),)]
max_order = 2
