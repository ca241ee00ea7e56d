"""Indices beside an ellipsis: where they leave no axis, the result still shows the array, and is changed with it."""

import numpy as np


def rolled(q, out=None):
    q = np.asarray(q)
    if out is None:
        out = np.empty_like(q)
    out[..., 0] = q[..., 2]
    out[..., 1] = q[..., 0] * out[..., 0]
    out[..., 2] = q[..., 1]
    return out


def f(x):
    y = rolled(x) * rolled(rolled(x))
    first = y[..., 0]
    first += x[1] ** 2
    last = y[2, ...]
    y[2] *= y[0]
    return np.sum(y**2) + last * x[0] + np.cross(x, np.outer(x, y), axis=0)[1, 2]


wrt = ("x",)
points = [(np.array([0.3, -0.7, 1.2]),)]
