"""A value that is named inside an expression."""

import math


def f(x):
    return (y := math.exp(x)) * y + y


BY = "x"
AT = (0.3,)


# --- reverse by x

import math


def f_grad(x):
    y = math.exp(x)
    return y * (y + 1.0 + y)


# --- forward by x

import math


def f_jvp(x, x_dot):
    y = math.exp(x)
    y_dot = y * x_dot
    t = y * y_dot
    return y * y + y, t + t + y_dot
