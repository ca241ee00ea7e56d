"""Elements chosen by a mask are overwritten."""

import numpy as np


def f(x):
    y = x**2
    y[x < 0.0] = 0.0
    return np.sum(y * x)


BY = "x"
AT = (np.array([0.5, -1.5, 2.0]),)


# --- reverse by x

def f_grad(x):
    y = x ** 2
    t = x < 0.0
    y[t] = 0.0
    x2 = x.copy()
    x2[t] = 0.0
    return y + 2 * x * x2


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    y_dot = 2 * x * x_dot
    y = x ** 2
    t = x < 0.0
    y_dot[t] = 0.0
    y[t] = 0.0
    return np.sum(y * x), np.sum(x * y_dot + y * x_dot)
