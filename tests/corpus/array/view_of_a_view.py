"""A view of a view is read after the array was changed."""

import numpy as np


def f(x):
    y = x.copy()
    t = np.reshape(y, (4,))
    w = np.reshape(t, (2, 2))
    y[0] = 2.0 * y[1]
    return np.sum(w**2) + np.sum(y**3)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
