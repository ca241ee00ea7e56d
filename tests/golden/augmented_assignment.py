"""Augmented assignment of numbers is assignment."""


def f(x, y):
    z = x * y
    z += x
    z *= y
    z -= 3.0 * x
    z /= y
    return z


BY = "x", "y"
AT = 1.5, -0.7
