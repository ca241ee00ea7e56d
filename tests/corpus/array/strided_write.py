"""A write through as_strided: elements of the view share memory with each other."""

import numpy as np


def f(x):
    y = x * 2.0
    v = np.lib.stride_tricks.as_strided(y, shape=(2, 2), strides=(8, 8))
    v += 1.0
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]),)]
refused = "a view whose elements overlap is written to"
