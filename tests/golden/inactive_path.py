"""What does not depend on the argument is computed and not differentiated."""

import math


def f(x, temperature):
    rate = math.exp(-1.0 / temperature)
    return x * x * rate


BY = "x"
AT = 1.5, 2.0


# --- reverse by x

import math


def f_grad(x, temperature):
    x_bar = x * math.exp(-1.0 / temperature)
    return x_bar + x_bar


# --- forward by x

import math


def f_jvp(x, temperature, x_dot):
    rate = math.exp(-1.0 / temperature)
    t = x * x_dot
    return x * x * rate, rate * (t + t)
