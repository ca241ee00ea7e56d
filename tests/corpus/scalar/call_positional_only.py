"""Positional-only parameters, one of them named like a key of **kwargs elsewhere."""


def helper(a, /, b, *, c):
    return a * b - c


def f(x, y, /, z=1.5):
    return helper(x, b=y, c=z) * helper(y, z, c=x)


wrt = ("x", "y", "z")
points = [(0.7, 1.3), (0.7, 1.3, 0.4)]
