"""A name that only one way of a branch binds, and that a loop then binds to something else."""

import numpy as np


def f(a, c):
    far = c > 0.5
    row = 1.0
    if far:
        row = a[len(a) - 1]
    total = np.sum(a**2)
    for i in range(3):
        if far:
            total = total + row[0] ** 3
            row = a[i]
    return total


rng = np.random.default_rng(3)
wrt = ("a",)
points = [(rng.normal(size=(3, 2)), 0.7)]
may_refuse = "a name that is a number or a row, depending on the path"
