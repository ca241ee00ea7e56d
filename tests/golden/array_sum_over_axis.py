"""A sum over an axis: the cotangent is spread along it."""

import numpy as np


def f(x):
    return np.sum(np.sum(x, axis=1) ** 2)


BY = "x"
AT = (np.arange(6.0).reshape(2, 3),)


# --- reverse by x

import numpy as np


def f_grad(x):
    x_bar = np.broadcast_to((2 * np.sum(x, axis=1))[:, np.newaxis], x.shape).copy()
    return x_bar


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    t = np.sum(x, axis=1)
    return np.sum(t ** 2), np.sum(2 * t * np.sum(x_dot, axis=1))
