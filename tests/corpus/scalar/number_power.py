"""x**y by base and exponent, and the builtin pow."""


def f(x, y):
    return x**y + pow(x, 3) + pow(2.0, y) + pow(x, y)


wrt = ("x", "y")
points = [(0.7, 1.3), (2.2, -0.6), (1.0, 0.0)]
