"""Nested targets, parentheses and brackets alike."""


def f(x, y):
    (a, (b, c)), [d] = (x, (y, x * y)), [x - y]
    return a * b + c * d


wrt = ("x", "y")
points = [(0.7, 1.3)]
