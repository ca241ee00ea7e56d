"""A power whose base and exponent both vary."""


def f(x, y):
    return x**y


BY = "x", "y"
AT = 1.7, 2.3


# --- reverse by x, y

import math


def f_grad(x, y):
    t = x ** y
    t2 = x != 0
    t3 = y != 0
    x_bar = y * x ** (y - 1.0) if t2 or t3 else 0.0
    if t2:
        return x_bar, t * math.log(x)
    return x_bar, 0.0


# --- forward by x, y

import math


def f_jvp(x, y, x_dot, y_dot):
    t = x ** y
    t2 = x != 0
    t3 = y != 0
    t4 = t * math.log(x) * y_dot if t2 else 0.0
    return t, (y * x ** (y - 1.0) * x_dot if t2 or t3 else 0.0) + t4
