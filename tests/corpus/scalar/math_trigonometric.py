"""sin, cos, tan and their inverses."""
import math


def f(x, y):
    a = math.sin(x) * math.cos(y) + math.tan(x)
    return a + math.asin(x) - math.acos(y) + math.atan(x * y)


wrt = ("x", "y")
points = [(0.7, 0.3), (-0.4, 0.6)]
