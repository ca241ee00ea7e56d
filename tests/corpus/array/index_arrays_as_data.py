"""Integer and boolean arrays are data: sparse rows by pointers, a matrix times a vector."""

import numpy as np


def f(values, x, columns, starts):
    n = len(starts) - 1
    y = np.zeros(n)
    for i in range(n):
        for k in range(starts[i], starts[i + 1]):
            y[i] += values[k] * x[columns[k]]
    return np.sum(y**2)


wrt = ("values", "x")
points = [
    (
        np.array([1.0, 2.0, -1.0, 0.5]),
        np.array([0.3, 0.7, -0.2]),
        np.array([0, 2, 1, 0]),
        np.array([0, 2, 2, 4]),
    )
]
