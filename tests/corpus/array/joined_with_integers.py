"""Arrays of reals joined with arrays of ints that are no literals."""

import numpy as np


def f(x, n):
    ends = np.arange(2, 2 + n)
    y = np.concatenate((x, ends)) * np.append(x[::-1], ends)
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([0.3, 0.7, -0.2]), 2)]
