"""Operations with 0 and 1 that one is tempted to drop."""


def f(x, y):
    a = x * 1.0 + 0.0
    b = 0.0 * x + 1 * y
    c = x**1 * y**0
    return a * b + c - 0.0 / y


wrt = ("x", "y")
points = [(0.7, 1.3)]
