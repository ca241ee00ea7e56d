"""`match` on an option: the option is known where the derivative is made."""

import math


def f(x, form):
    match form:
        case "linear":
            return x
        case "log" | "ln":
            return math.log(x)
        case _:
            raise ValueError(form)


BY = "x"
AT = 2.5, "log"


# --- reverse by x

def f_grad(x, form):
    return 1.0 / x


# --- forward by x

import math


def f_jvp(x, form, x_dot):
    return math.log(x), x_dot / x
