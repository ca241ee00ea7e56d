"""fabs and copysign."""
import math


def f(x, y):
    return math.fabs(x) * y + math.copysign(x, y) * x + math.copysign(2.0, x)


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.7, 1.3), (0.7, -1.3), (-0.7, -1.3)]
