"""A ladder of branches on an option is decided again on the way back."""

import math


def f(x, kind):
    if kind == 0:
        y = math.sin(x)
    elif kind == 1:
        y = math.exp(-x)
    else:
        y = x
    return y * y


BY = "x"
AT = 0.8, 1
