"""A function that is handed to another."""

import math


def simpson(g, a, b):
    return (b - a) / 6.0 * (g(a) + 4.0 * g(0.5 * (a + b)) + g(b))


def f(k, a, b):
    return simpson(lambda t: math.cos(k * t), a, b)


BY = "k", "b"
AT = 1.5, 0.2, 0.9
