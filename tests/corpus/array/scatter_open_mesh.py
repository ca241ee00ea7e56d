"""Stores and additions through np.ix_, rows of an index array and lists of indices, some of which repeat."""

import numpy as np


def f(x, elements):
    K = np.ones((4, 4)) * x[0]
    for dofs in ([0, 1], [1, 3], [2, 2]):
        K[np.ix_(dofs, dofs)] += x[:2, None] * x[2:]
    t = elements[2]
    K[t[:, None], t] *= x[:2, None]
    K[1:, ::2][t] -= 2 * x[:2]
    y = x**2
    y[[i + 1 for i in range(2)]] += x[:2]
    y[elements[0]] = y[elements[1]] * x[:2]
    return np.sum(K**2) + np.sum(y * np.arange(4.0))


wrt = ("x",)
points = [(np.array([0.3, 0.7, -0.2, 0.9]), np.array([[0, 1], [1, 2], [2, 2]]))]
