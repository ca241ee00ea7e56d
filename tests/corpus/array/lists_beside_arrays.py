"""Lists and tuples of numbers beside arrays in arithmetic and comparisons: NumPy makes arrays of them."""

import bisect

import numpy as np


def f(x, knots):
    y = x.copy()
    y += [1.0, 2.0, x[0]]
    y *= (x[1], 2, 3)
    y[:2] -= [x[2], 1]
    corners = [[x[0], x[1], 1.0], [x[1], 2.0, 3.0]]
    z = corners @ x + [[1.0, 2.0, 0.5], [3.0, 4.0, 0.1]] @ y - (1, 2)
    k = bisect.bisect(knots, x[0]) - 1
    above = y > [0, 1, 2]
    return np.sum(z**2) + np.sum(above * y) * (x[0] - knots[k]) + bisect.bisect_left(list(x), 0.5) * x[1]


wrt = (0, 1)
points = [(np.array([0.7, 1.3, 2.1]), np.array([0.0, 0.5, 1.0, 2.0]))]
