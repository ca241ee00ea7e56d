"""A small helper is written out where it is called."""

import math


def bump(t):
    return math.exp(-t * t)


def f(x, y):
    return bump(x) * bump(x - y)


BY = "x", "y"
AT = 0.3, 0.8


# --- reverse by x, y

import math


def f_grad(x, y):
    t_bar_bar = math.exp(-x * x)
    t = x - y
    t_bar = math.exp(-t * t)
    t_bar2 = t * (t_bar * t_bar_bar)
    t_bar = x * (t_bar_bar * t_bar)
    return -t_bar2 - t_bar2 - t_bar - t_bar, t_bar2 + t_bar2


# --- forward by x, y

import math


def f_jvp(x, y, x_dot, y_dot):
    t = x * x_dot
    t2 = math.exp(-x * x)
    t3 = x - y
    t4 = math.exp(-t3 * t3)
    t_dot = t4 * (t2 * (-t - t)) + t2 * (t4 * (t3 * (y_dot - x_dot) - t3 * (x_dot - y_dot)))
    return t2 * t4, t_dot
