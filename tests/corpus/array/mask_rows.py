"""A mask over the first axis only, and one in the middle of a subscript."""

import numpy as np


def f(x, keep):
    y = x.copy()
    y[keep] *= 2.0
    y[keep, 0] = x[keep, 1] ** 2
    y[1:, keep[:2]] += 1.0
    return np.sum(y**2) + np.sum(x[~keep].sum(axis=0) ** 2)


rng = np.random.default_rng(55)
wrt = ("x",)
points = [(rng.normal(size=(3, 2)), np.array([True, False, True]))]
