"""The outer product."""

import numpy as np


def f(x, y):
    return np.sum(np.outer(x, y) ** 2)


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0, 3.0])


# --- reverse by x, y

import numpy as np


def f_grad(x, y):
    t_bar = 2 * np.outer(x, y)
    return t_bar @ y, x @ t_bar


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    t = np.outer(x, y)
    return np.sum(t ** 2), np.sum(2 * t * (np.outer(x_dot, y) + np.outer(x, y_dot)))
