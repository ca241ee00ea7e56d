"""atan2 in all four quadrants."""
import math


def f(y, x):
    return math.atan2(y, x) * x


wrt = ("y", "x")
points = [(0.7, 0.3), (0.7, -0.3), (-0.7, -0.3), (-0.7, 0.3)]
