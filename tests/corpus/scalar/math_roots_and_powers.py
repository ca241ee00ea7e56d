"""sqrt, cbrt, pow and hypot."""
import math


def f(x, y):
    return math.sqrt(x) + math.cbrt(y) + math.pow(x, y) + math.pow(x, 2) + math.hypot(x, y) + math.cbrt(-x)


wrt = ("x", "y")
points = [(0.7, 1.3), (2.1, -0.8)]
