"""A sum over a generator expression."""

import math


def f(x, n):
    return sum(math.sin(k * x) / k for k in range(1, n))


BY = "x"
AT = 0.4, 5


# --- reverse by x

import math


def f_grad(x, n):
    x_bar = 0.0
    for k in range(n - 1, 0, -1):
        x_bar += k * (math.cos(k * x) * (1.0 / k))
    return x_bar


# --- forward by x

import math


def f_jvp(x, n, x_dot):
    total = 0
    total_dot = 0.0
    for k in range(1, n):
        t = k * x
        total_dot += math.cos(t) * (k * x_dot) / k
        total += math.sin(t) / k
    return total, total_dot
