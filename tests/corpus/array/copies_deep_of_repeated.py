"""A deep copy of a list that holds one array twice holds one copy twice."""

import copy

import numpy as np


def f(u, s):
    rows = copy.deepcopy([u * s] * 2)
    rows[0][0] = s
    return np.sum(rows[0] * rows[1])


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6)]
may_refuse = "items of a list that may be one object are changed"
