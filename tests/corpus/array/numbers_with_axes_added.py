"""Items of a vector, which are numbers of NumPy, are given axes as arrays are; the arguments may be one array."""

import numpy as np


def f(x, y):
    total = np.zeros((1, 1))
    for v in x * y:
        total = total + v[..., np.newaxis] ** 2 * v[None, None]
    rows = np.asarray([x, y])[..., None]
    return np.sum(total * rows**2)


same = np.array([0.4, 0.8, -0.3])
wrt = ("x", "y")
points = [(np.array([0.5, 0.7, 0.9]), np.array([1.0, -0.2, 0.4])), (same, same)]
