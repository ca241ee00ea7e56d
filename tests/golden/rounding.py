"""Rounding has derivative 0."""

import math


def f(x):
    return x - math.floor(x)


BY = "x"
AT = (2.3,)


# --- reverse by x

def f_grad(x):
    return 1.0


# --- forward by x

import math


def f_jvp(x, x_dot):
    return x - math.floor(x), x_dot
