"""Operations in place on the caller's array, which the derivative leaves as it is."""

import numpy as np


def f(x, y):
    x *= y
    x += 1.0
    return np.sum(x * x)


BY = "x", "y"
AT = np.array([0.5, 1.5]), np.array([2.0, 3.0])


# --- reverse by x, y

def f_grad(x, y):
    x = x.copy()
    x2 = x.copy()
    x[...] = x * y
    x += 1.0
    return 2.0 * (y * x), 2.0 * (x2 * x)


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    x = x.copy()
    x_dot2 = x_dot.copy()
    x_dot2[...] = y * x_dot + x * y_dot
    x[...] = x * y
    x += 1.0
    return np.sum(x * x), np.sum(2.0 * x * x_dot2)
