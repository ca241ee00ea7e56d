"""reshape of a transposed array is a copy: a write through it does not reach the array."""

import numpy as np


def f(x):
    y = x.copy()
    flat = y.T.reshape(-1)
    flat[0] = 7.0
    flat *= 2.0
    same = y.reshape(-1)
    same[1] *= 3.0
    return np.sum(y**2) + np.sum(flat**2)


rng = np.random.default_rng(60)
wrt = ("x",)
points = [(rng.normal(size=(2, 3)),)]
may_refuse = "whether it is a view depends on the strides"
