"""A nan in a constant that is compared and not used."""
import math


def f(x, limit=math.nan):
    if x > limit:
        return x
    return x * x


wrt = ("x",)
points = [(0.7,), (0.7, 0.1)]
