"""Elements chosen by indices, some of them twice."""

import numpy as np


def f(x, index):
    return np.sum(x[index] ** 2)


BY = "x"
AT = np.array([0.5, -1.5, 2.0]), np.array([0, 2, 2, 1])


# --- reverse by x

import numpy as np


def f_grad(x, index):
    x_bar = np.zeros(x.shape)
    np.add.at(x_bar, index, 2 * x[index])
    return x_bar


# --- forward by x

import numpy as np


def f_jvp(x, index, x_dot):
    t = x[index]
    return np.sum(t ** 2), np.sum(2 * t * x_dot[index])
