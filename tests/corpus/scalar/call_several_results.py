"""Helpers that return tuples and lists, partly thrown away."""


def polar(x, y):
    r2 = x * x + y * y
    return r2, y / x, [x, y]


def f(x, y):
    r2, slope, parts = polar(x, y)
    _, other, _ = polar(y, r2)
    return r2 * slope + other * parts[1] + polar(x, 2.0)[0]


wrt = ("x", "y")
points = [(0.7, 1.3)]
