"""Helpers called by position, by keyword and with defaults, one of them more than once."""


def blend(a, b, weight=0.5):
    return weight * a + (1.0 - weight) * b * b


def f(x, y):
    p = blend(x, y)
    q = blend(y, a_of(x), weight=0.2)
    return blend(b=p, weight=y, a=q) * blend(x, x)


def a_of(v):
    return v * v


wrt = ("x", "y")
points = [(0.7, 1.3)]
