"""Accumulation into bins through integer indices that repeat."""

import numpy as np


def f(values, weights, edges):
    which = np.searchsorted(edges, values) - 1
    which = np.clip(which, 0, len(edges) - 2)
    bins = np.zeros(len(edges) - 1)
    np.add.at(bins, which, weights * values)
    return np.sum(bins**2)


wrt = ("values", "weights")
points = [(np.array([0.1, 0.9, 0.15, 0.5, 0.95, 0.12]), np.arange(1.0, 7.0), np.array([0.0, 0.3, 0.6, 1.0]))]
