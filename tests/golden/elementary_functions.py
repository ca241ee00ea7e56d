"""Functions of `math`, each by its rule."""

import math


def f(x):
    return math.sin(x) + math.tanh(x) * math.sqrt(x) - math.atan(x) + math.log1p(x)


BY = "x"
AT = (0.6,)


# --- reverse by x

import math


def f_grad(x):
    t_bar_bar = math.tanh(x)
    t_bar = math.sqrt(x)
    t = (1.0 - t_bar_bar * t_bar_bar) * t_bar
    x_bar = 1.0 / (x + 1.0) - 1.0 / (x * x + 1.0) + 0.5 * t_bar_bar / t_bar + t + math.cos(x)
    return x_bar


# --- forward by x

import math


def f_jvp(x, x_dot):
    t = math.tanh(x)
    t2 = math.sqrt(x)
    t_dot = x_dot / (x * x + 1.0)
    t_dot = math.cos(x) * x_dot + (t2 * ((1.0 - t * t) * x_dot) + t * (0.5 * x_dot / t2)) - t_dot
    return math.sin(x) + t * t2 - math.atan(x) + math.log1p(x), t_dot + x_dot / (x + 1.0)
