"""A recursion that returns a tuple, one part of which is no real."""
import math


def climb(x, n):
    if n == 0:
        return x, 1.0, False
    a, b, turned = climb(x * 1.1, n - 1)
    return a * b + x, b + math.sin(a) if turned else b - a, not turned


def f(x, n):
    a, b, turned = climb(x, n)
    return a * b if turned else a - b


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 4)]
