"""ravel is a view where it can be, flatten always a copy."""

import numpy as np


def f(x):
    y = x.copy()
    y.ravel()[1] = y[0, 0] ** 2
    z = y.flatten()
    z[0] = 0.0
    z *= 2.0
    np.ravel(y)[2:] *= 1.5
    return np.sum(y**2) + np.sum(z**3)


rng = np.random.default_rng(61)
wrt = ("x",)
points = [(rng.normal(size=(2, 3)),)]
