"""floor, ceil, trunc: steps with zero derivative."""
import math


def f(x):
    return math.floor(x) * x + math.ceil(x) + math.trunc(x) * x * x


wrt = ("x",)
points = [(1.3,), (-1.3,)]
