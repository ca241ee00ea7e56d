"""A small helper is written out where it is called."""

import math


def bump(t):
    return math.exp(-t * t)


def f(x, y):
    return bump(x) * bump(x - y)


BY = "x", "y"
AT = 0.3, 0.8
