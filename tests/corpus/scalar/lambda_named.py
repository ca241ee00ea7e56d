"""Lambdas bound to names, with defaults, called in different places."""

twice = lambda v, k=2.0: k * v  # noqa: E731


def f(x, y):
    g = lambda v: v * y + x  # noqa: E731
    y = x * y
    return g(x) * twice(y) + twice(x, y)


wrt = ("x", "y")
points = [(0.7, 1.3)]
