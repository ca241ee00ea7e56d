"""A view that is changed changes its array."""

import numpy as np


def f(x):
    u = x.copy()
    inner = u[1:-1]
    inner *= 2.0
    return np.sum(u**2)


BY = "x"
AT = (np.array([0.1, 0.5, 0.2, 0.9]),)


# --- reverse by x

def f_grad(x):
    u = x.copy()
    u[1:-1] = u[1:-1] * 2.0
    u_bar = 2 * u
    u_bar[1:-1] = 2.0 * u_bar[1:-1]
    return u_bar


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    u_dot = x_dot.copy()
    u = x.copy()
    u_dot[1:-1] = 2.0 * u_dot[1:-1]
    u[1:-1] = u[1:-1] * 2.0
    return np.sum(u ** 2), np.sum(2 * u * u_dot)
