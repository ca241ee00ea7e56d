"""Boolean masks: read, assigned (a scalar, an array), augmented, negated; masks made from active values."""

import numpy as np


def f(x, y):
    z = x.copy()
    positive = x > 0
    z[positive] = np.log(z[positive])
    z[~positive] *= y[~positive]
    z[(x > 0.5) & (y > 0)] = 2.0
    z[y < 0] += y[y < 0] ** 2
    return np.sum(z**2) + np.sum(x[positive])


wrt = ("x", "y")
points = [
    (np.array([0.6, -0.2, 0.7, 0.1]), np.array([1.0, 2.0, -1.0, 0.3])),
    (np.array([-0.6, -0.2]), np.array([1.0, 2.0])),
]
