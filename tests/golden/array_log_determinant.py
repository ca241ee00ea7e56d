"""The logarithm of a determinant."""

import numpy as np


def f(a):
    return np.linalg.slogdet(a)[1]


BY = "a"
AT = (np.array([[2.0, 0.5], [0.1, 1.0]]),)


# --- reverse by a

import numpy as np


def f_grad(a):
    return np.linalg.inv(a).T * (0.0, 1.0)[1]


# --- forward by a

import numpy as np


def f_jvp(a, a_dot):
    t = np.linalg.slogdet(a)
    return t[1], (np.zeros_like(t[0]), np.sum(np.linalg.inv(a).T * a_dot, axis=None))[1]
