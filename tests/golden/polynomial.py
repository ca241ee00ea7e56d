"""Straight-line arithmetic: the value is not needed, so it is not computed."""


def f(x, y):
    return x**2 * y + y + 2


BY = "x", "y"
AT = 3.0, 4.0
