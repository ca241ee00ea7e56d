"""The inner product of two vectors."""

import numpy as np


def f(x, y):
    return np.dot(x, y) ** 2


BY = "x", "y"
AT = np.array([1.0, 2.0, -1.0]), np.array([0.5, 0.3, 0.2])


# --- reverse by x, y

import numpy as np


def f_grad(x, y):
    t = np.dot(x, y)
    return 2.0 * t * y, 2.0 * (x * t)


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    t = np.dot(x, y)
    return t ** 2, 2.0 * t * (np.dot(x_dot, y) + np.dot(x, y_dot))
