"""A branch in the middle: its condition is kept, and read again on the way back."""

import math


def f(x, y):
    z = x * y
    if z > 1.0:
        z = math.log(z)
        w = z * x
    else:
        w = z * z
    return w * y


BY = "x", "y"
AT = 2.0, 3.0


# --- reverse by x, y

import math


def f_grad(x, y):
    z = x * y
    if z > 1.0:
        z2 = math.log(z)
        w = z2 * x
        x_bar = z2 * y
        z_bar = z / z
    else:
        w = z * z
        z_bar = 2.0 * z * y
        x_bar = 0.0
    return x_bar + y * z_bar, w + x * z_bar


# --- forward by x, y

import math


def f_jvp(x, y, x_dot, y_dot):
    z_dot = y * x_dot + x * y_dot
    z = x * y
    if z > 1.0:
        z2 = math.log(z)
        w_dot = x * (z_dot / z) + z2 * x_dot
        w = z2 * x
    else:
        w_dot = 2.0 * z * z_dot
        w = z * z
    return w * y, y * w_dot + w * y_dot
