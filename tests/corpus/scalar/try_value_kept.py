"""A name that the body of a try would set: where that fails, it keeps its value, and its derivative."""

import math


def f(x):
    y = x * x
    try:
        y = math.log(x)
    except ValueError:
        pass
    return y * x


wrt = ("x",)
points = [(-0.5,), (0.5,)]
