"""A power whose base and exponent both vary."""


def f(x, y):
    return x**y


BY = "x", "y"
AT = 1.7, 2.3
