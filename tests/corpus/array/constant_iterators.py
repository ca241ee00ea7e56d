"""Loops over what has no derivative but is not a sequence: sets, combinations of ints, places of a mask."""

import itertools

import numpy as np


def f(u, n):
    mask = np.array([[True, False, True], [False, True, True]])
    total = 0.0
    for i, j in itertools.combinations(range(n), 2):
        total += u[i] * u[j] ** 2
    for place, wanted in np.ndenumerate(mask):
        if wanted:
            total += u[place[1]] ** 3
    for k in sorted({2, 0, 1}):
        total *= u[k] + 2.0
    return total


wrt = ("u",)
points = [(np.array([0.7, -0.5, 0.9]), 3)]
