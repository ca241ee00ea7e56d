"""Subscripts that are lists of lists pick a matrix; an index that is an array without axes picks one number."""

import numpy as np


def f(x, m):
    near = x[[[0, 1], [1, 2]]]
    pairs = [[i, (i + 2) % 4] for i in range(3)]
    y = x * x
    k = np.argmax(y)
    y[np.asarray(k)] *= x[0]
    m = m.copy()
    m[[[0], [1]], [[1, 2]]] += near
    return np.sum(near @ near) + np.sum(x[pairs] @ near) * y[k] + np.sum(np.sin(m[:, [[0, 1], [2, 2]]]) ** 2)


wrt = ("x", "m")
points = [(np.array([0.3, -0.7, 1.2, 0.5]), np.arange(6.0).reshape(2, 3) * 0.2)]
max_order = 2
