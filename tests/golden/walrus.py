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
    return y * (2.0 * y + 1.0)


# --- forward by x

import math


def f_jvp(x, x_dot):
    y = math.exp(x)
    y_dot = y * x_dot
    return y * y + y, 2.0 * y * y_dot + y_dot
