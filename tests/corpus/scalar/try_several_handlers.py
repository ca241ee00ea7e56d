"""Several handlers, one of them for two exceptions, one that names its exception."""
import math


def f(x, y):
    try:
        z = math.log(x) / y
    except (ZeroDivisionError, OverflowError):
        z = 2.0 * x
    except ValueError as problem:
        z = x * x if str(problem) else x
    return z + x


wrt = ("x",)
points = [(0.9, 0.4), (0.9, 0.0), (-0.9, 0.4)]
