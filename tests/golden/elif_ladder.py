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
    x_bar = y + y
    if t:
        return math.cos(x) * x_bar
    if kind == 1:
        return -(y2 * x_bar)
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
    t = y * y_dot
    return y * y, t + t
