"""A view keeps the memory that its base had when it was made, though the base's name is bound anew."""

import numpy as np


def f(x):
    y = x.copy()
    v = y[:2]
    y = y * 2.0
    y[0] = v[1] ** 2
    v[0] = 5.0 * y[1]
    return np.sum(y**2) + np.sum(v**3)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
