"""The arithmetic of reals, with unary signs and the precedence of a power."""


def f(x, y):
    a = -(x**2) + +y
    b = -x - -y
    c = x - y - x * y / x / y
    return a * b / c + 2 ** -x + x**-2 - (x + y) ** 3


wrt = ("x", "y")
points = [(0.7, 1.3), (1.9, -0.4)]
