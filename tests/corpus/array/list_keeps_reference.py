"""An array appended to a list without a copy, then overwritten: the list sees the last value each time."""

import numpy as np


def f(x):
    seen = []
    y = x.copy()
    for _ in range(3):
        y *= x
        seen.append(y)
    return np.sum(sum(seen)) + np.sum(seen[0] * seen[2])


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
may_refuse = "an alias kept in a list and written to"
