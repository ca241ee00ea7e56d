"""A result that is a list: a Jacobian row for each element."""


def f(x, y):
    return [x * y, x - y, 3.0, y * y]


wrt = ("x", "y")
points = [(0.7, 1.3)]
