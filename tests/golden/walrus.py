"""A value that is named inside an expression."""

import math


def f(x):
    return (y := math.exp(x)) * y + y


BY = "x"
AT = (0.3,)
