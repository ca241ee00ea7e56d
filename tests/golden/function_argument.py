"""A function that is handed to another."""

import math


def simpson(g, a, b):
    return (b - a) / 6.0 * (g(a) + 4.0 * g(0.5 * (a + b)) + g(b))


def f(k, a, b):
    return simpson(lambda t: math.cos(k * t), a, b)


BY = "k", "b"
AT = 1.5, 0.2, 0.9


# --- reverse by k, b

import math


def f_grad(k, a, b):
    t_bar = (b - a) / 6.0
    t = k * a
    t2 = 0.5 * (a + b)
    t3 = k * t2
    t4 = k * b
    t5 = math.sin(t4) * t_bar
    t6 = 4.0 * math.sin(t3) * t_bar
    t_bar2 = (math.cos(t) + 4.0 * math.cos(t3) + math.cos(t4)) / 6.0
    b_bar = -(k * t5) - 0.5 * (k * t6) + t_bar2
    return -(b * t5) - t2 * t6 - a * (math.sin(t) * t_bar), b_bar


# --- forward by k, b

import math


def f_jvp(k, a, b, k_dot, b_dot):
    t = (b - a) / 6.0
    t2 = k * a
    t3 = 0.5 * (a + b)
    t4 = k * t3
    t_dot = -(math.sin(t2) * (a * k_dot)) - 4.0 * (math.sin(t4) * (t3 * k_dot + 0.5 * k * b_dot))
    t3 = k * b
    t2 = math.cos(t2) + 4.0 * math.cos(t4) + math.cos(t3)
    return t * t2, t2 * (b_dot / 6.0) + t * (t_dot - math.sin(t3) * (b * k_dot + k * b_dot))
