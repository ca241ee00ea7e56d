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
    return 2.0 * x * math.exp(-1.0 / temperature)


# --- forward by x

import math


def f_jvp(x, temperature, x_dot):
    rate = math.exp(-1.0 / temperature)
    return x * x * rate, rate * (2.0 * x * x_dot)
