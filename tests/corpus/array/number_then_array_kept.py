"""A total that becomes an array is kept in a list on each trip, and changed in place after that."""

import numpy as np


def f(x):
    total = 0
    kept = []
    for k in range(3):
        total += x * k
        kept.append(total)
    return np.sum(kept[0] * kept[1]) + np.sum(total)


wrt = ("x",)
points = [(np.array([0.3, 0.7, -0.2]),)]
may_refuse = "an array that is changed after it became an item of a list"
