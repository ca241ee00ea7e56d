"""Two names of one array, of which a loop binds one anew and changes the other in place."""

import numpy as np


def f(x, n):
    y = x.copy()
    z = y
    for _ in range(n):
        y = z * 2.0
        z[0] = 3.0 * y[0]
    return np.sum(y * z)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]), 2), (np.array([[0.5, 0.7], [-0.3, 1.2]]), 0)]
