"""Reading through indices that repeat: what is read twice is contributed to twice."""

import numpy as np


def f(x):
    a = x[[0, 0, 2]]
    k = np.array([[1, 1], [0, 2]])
    b = x[k]
    c = np.take(x, [0, -1, 0])
    return np.sum(a**2) + np.sum(b**3) + np.sum(c * a)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
