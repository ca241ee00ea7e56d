"""Whole arrays: a bias that was broadcast over the rows gets the sum over the rows."""

import numpy as np


def f(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    r = h @ w2 + b2 - y
    return np.sum(r**2) / len(x)


BY = "w1", "b1", "w2", "b2"
AT = tuple(np.random.default_rng(0).normal(size=s) for s in [(5, 4), 4, (4, 3), 3, (6, 5), (6, 3)])
