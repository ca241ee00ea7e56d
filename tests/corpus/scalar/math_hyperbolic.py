"""sinh, cosh, tanh and their inverses."""
import math


def f(x, y):
    a = math.sinh(x) * math.cosh(y) + math.tanh(x)
    return a + math.asinh(x) + math.acosh(1.0 + y * y) + math.atanh(x / 2.0)


wrt = ("x", "y")
points = [(0.7, 0.3), (-0.4, 1.6)]
