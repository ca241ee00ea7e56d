"""A wrapper that passes on *args and **kwargs as they come."""


def inner(x, y, scale=1.0):
    return scale * x / y


def wrapper(*args, **kwargs):
    return 2.0 * inner(*args, **kwargs)


def f(x, y):
    return wrapper(x, y) + wrapper(y, x, scale=x) + wrapper(x, y=y, scale=3)


wrt = ("x", "y")
points = [(0.7, 1.3)]
