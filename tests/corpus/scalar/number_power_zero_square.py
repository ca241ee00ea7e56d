"""Literal powers of zero, and of a difference that is zero."""


def f(x, y):
    return x**2 + (x - y) ** 2 + x**1.0 + 3.0 * (x - y) ** 3


wrt = ("x", "y")
points = [(0.0, 0.0), (0.5, 0.5)]
