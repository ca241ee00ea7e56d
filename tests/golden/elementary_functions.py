"""Functions of `math`, each by its rule."""

import math


def f(x):
    return math.sin(x) + math.tanh(x) * math.sqrt(x) - math.atan(x) + math.log1p(x)


BY = "x"
AT = (0.6,)
