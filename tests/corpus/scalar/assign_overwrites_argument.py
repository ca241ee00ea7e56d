"""A parameter that is overwritten: the derivative is still by the value that came in."""


def f(x, y):
    x = x * y
    y = x + y
    x = x * y * y
    return x


wrt = ("x", "y")
points = [(0.7, 1.3)]
