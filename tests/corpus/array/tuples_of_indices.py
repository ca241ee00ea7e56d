"""Tuples that pick along several axes: made of lists, of grids, of pairs, and as parts of other tuples."""

import itertools

import numpy as np


def f(x, w):
    total = x[tuple([0, 1])] @ w
    total += np.sum(np.sin(x[tuple(np.mgrid[0:2, 0:2])] * w[:3]))
    total += np.sum(x[tuple(zip(*[(0, 1), (2, 3), (1, 1)], strict=True))] @ w)
    y = x * 1.5
    y[tuple(np.indices((2, 2)))] *= w
    y[(Ellipsis, 1)] += y[..., 0]
    for place in itertools.product(range(2), range(3)):
        y[place] = np.cos(y[tuple(place)]) * w
    for place in np.ndindex(y.shape):
        total += y[place] ** 2
    return total


rng = np.random.default_rng(37)
wrt = ("x", "w")
points = [(rng.random((3, 4, 3)), rng.random(3))]
