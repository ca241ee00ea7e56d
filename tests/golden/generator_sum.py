"""A sum over a generator expression."""

import math


def f(x, n):
    return sum(math.sin(k * x) / k for k in range(1, n))


BY = "x"
AT = 0.4, 5
