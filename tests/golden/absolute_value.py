"""The derivative of `abs` is the sign, and 0 at 0."""


def f(x, y):
    return abs(x) * y


BY = "x", "y"
AT = -1.5, 2.0
