"""Ints where reals are differentiated: an int counts as that real."""


def f(x, y):
    return x * x * y + x / y


wrt = ("x", "y")
points = [(3, 4), (3.0, 4), (-2, 5)]
