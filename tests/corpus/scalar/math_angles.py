"""degrees and radians, and the constants."""
import math


def f(x):
    return math.degrees(x) * math.radians(x) + math.sin(math.pi * x) + math.e**x + math.tau * x


wrt = ("x",)
points = [(0.7,)]
