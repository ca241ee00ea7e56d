"""Several results: one tuple, one of them nested, one constant."""


def f(x, y):
    return x * y, (x + y, 2.0), x / y


wrt = ("x", "y")
points = [(0.7, 1.3)]
