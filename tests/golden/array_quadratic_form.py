"""A matrix between two vectors."""

import numpy as np


def f(a, x):
    return x @ a @ x


BY = "a", "x"
AT = np.array([[2.0, 0.5], [0.1, 1.0]]), np.array([1.0, -2.0])


# --- reverse by a, x

import numpy as np


def f_grad(a, x):
    return x[:, np.newaxis] * x, x @ a + a @ x


# --- forward by a, x

def f_jvp(a, x, a_dot, x_dot):
    t = x @ a
    return t @ x, (x_dot @ a + x @ a_dot) @ x + t @ x_dot
