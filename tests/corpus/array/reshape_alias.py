"""reshape of a contiguous array is a view: a write through it reaches the array."""

import numpy as np


def f(x):
    y = x * 1.0
    m = y.reshape(2, -1)
    m[1] = m[0] * m[1]
    m.reshape(-1)[0] = 3.0
    y[1] *= 2.0
    return np.sum(m**2) + y[3]


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7, 0.1]),), (np.arange(1.0, 7.0),)]
