"""Loops inside of a try, left by an exception on some trip, and by return."""

import math


def f(x, d, p):
    try:
        y = x * 2.0
        while y < p:
            y = y * y + 1.0
            y = math.exp(y)
    except OverflowError:
        y = y * x
    try:
        a = math.log(x)
        for i in range(3):
            a = a + x / (d - i * d)
        return a + y
    except ZeroDivisionError:
        return x * x * y
    except (ValueError, OverflowError):
        return -x * y


wrt = ("x",)
points = [(0.9, 1.0, 3.0), (0.9, 0.3, 900.0), (-0.9, 0.3, 3.0)]
