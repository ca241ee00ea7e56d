"""A global is read when the derivative is called."""

GRAVITY = 9.81


def f(height, mass):
    return mass * GRAVITY * height


BY = "height"
AT = 10.0, 2.0


# --- reverse by height

import golden_global_constant


def f_grad(height, mass):
    return mass * golden_global_constant.GRAVITY


# --- forward by height

import golden_global_constant


def f_jvp(height, mass, height_dot):
    t = mass * golden_global_constant.GRAVITY
    return t * height, t * height_dot
