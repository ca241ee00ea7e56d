"""A chain of early returns, the last one without a condition."""
import math


def f(x, y):
    if x < 0.0:
        return -x
    if y < 0.0:
        return x * y
    if x > y:
        return math.log(x) - y
    return x**y


wrt = ("x", "y")
points = [(-0.5, 1.0), (0.5, -1.0), (1.5, 0.4), (0.5, 1.3)]
