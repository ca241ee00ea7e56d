"""x**0 at zero is one on both sides: the derivative by the base is zero."""


def f(x, n):
    return x**0 + x**n + 2.0 * x


wrt = ("x",)
points = [(0.0, 0), (0.0, 2), (0.0, 1)]
expected = [{"x": 2.0}, {"x": 2.0}, {"x": 3.0}]
