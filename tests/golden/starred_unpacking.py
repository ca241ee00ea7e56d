"""A starred name takes the rest of a list."""


def f(x, y):
    first, *rest = [x * y, x + y, y * y]
    return first * rest[0] + rest[1]


BY = "x", "y"
AT = 0.4, 1.3
