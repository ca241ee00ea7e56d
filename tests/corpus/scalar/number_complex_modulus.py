"""A complex number on the way: right, or refused, but not silently zero."""


def f(x, y):
    z = complex(x, y)
    return abs(z * z + 1.0)


wrt = ("x", "y")
points = [(0.4, 0.7)]
