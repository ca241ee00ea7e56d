"""A part of an array is kept in a list, and the name of the array gets another one before that is changed."""

import numpy as np


def f(x, count):
    a, keep = x * 1.0, []
    for _ in range(count):
        a += x
        keep.append(a[:2])
        a = a * 2.0
    return sum(np.sum(part**2) for part in keep)


wrt = ("x",)
points = [(np.array([0.9, 0.5, 0.7]), 3)]
