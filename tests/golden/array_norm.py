"""The Euclidean norm."""

import numpy as np


def f(x):
    return np.linalg.norm(x)


BY = "x"
AT = (np.array([3.0, -4.0, 1.0]),)


# --- reverse by x

import numpy as np


def f_grad(x):
    t = np.linalg.norm(x)
    return x * (1.0 / np.where(t == 0, np.inf, t))


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    t = np.linalg.norm(x)
    return t, np.sum(x * x_dot, None, keepdims=False) / np.where(t == 0, np.inf, t)
