"""np.prod where one factor is zero, two are, none is; along an axis; cumprod too."""

import numpy as np


def f(x):
    return np.prod(x) + np.sum(np.prod(x.reshape(2, -1), axis=1) ** 2) + np.sum(np.cumprod(x))


wrt = ("x",)
points = [
    (np.array([2.0, 0.0, 3.0, -1.0]),),
    (np.array([2.0, 0.0, 0.0, -1.0]),),
    (np.array([2.0, 1.0, 3.0, -1.0]),),
]
