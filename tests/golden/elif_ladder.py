"""A ladder of branches on an option is decided again on the way back."""

import math


def f(x, kind):
    if kind == 0:
        y = math.sin(x)
    elif kind == 1:
        y = math.exp(-x)
    else:
        y = x
    return y * y


BY = "x"
AT = 0.8, 1


# --- reverse by x

import math


def f_grad(x, kind):
    t = kind == 0
    if t:
        y = math.sin(x)
    elif kind == 1:
        y = math.exp(-x)
        y2 = y
    else:
        y = x
    x_bar = 2.0 * y
    if t:
        return 2.0 * math.cos(x) * y
    if kind == 1:
        return -(2.0 * y2 * y)
    return x_bar


# --- forward by x

import math


def f_jvp(x, kind, x_dot):
    if kind == 0:
        y_dot = math.cos(x) * x_dot
        y = math.sin(x)
    elif kind == 1:
        y = math.exp(-x)
        y_dot = -(y * x_dot)
    else:
        y = x
        y_dot = x_dot
    return y * y, 2.0 * y * y_dot
