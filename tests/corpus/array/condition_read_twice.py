"""A row that only one way of a branch names, read where the same condition holds again."""

import numpy as np


def f(a, c):
    far = c > 0.5
    if far:
        j = len(a) - 1
        row = a[j]
    total = np.sum(a**2)
    if far:
        total = total + row[0] ** 3 * a[0, 0]
    return total


rng = np.random.default_rng(3)
wrt = ("a",)
points = [(rng.normal(size=(3, 2)), 0.7), (rng.normal(size=(3, 2)), 0.2)]
