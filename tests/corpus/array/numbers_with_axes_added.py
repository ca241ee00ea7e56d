"""Items of a vector, which are numbers of NumPy, are given axes as arrays are; the arguments may be one array."""

import numpy as np


def f(x, y):
    stacked = np.concatenate([v[..., np.newaxis] ** 2 for v in x * y], axis=-1)
    rows = np.concatenate([v[None, :] for v in np.asarray([x, y])])
    return np.sum(stacked * x) + np.sum(rows**3)


same = np.array([0.4, 0.8, -0.3])
wrt = ("x", "y")
points = [(np.array([0.5, 0.7, 0.9]), np.array([1.0, -0.2, 0.4])), (same, same)]
