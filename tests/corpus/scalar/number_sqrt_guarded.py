"""A square root behind a branch at its edge: the branch taken decides."""
import math


def f(x):
    return math.sqrt(x) if x > 0.0 else 0.0


wrt = ("x",)
points = [(0.0,), (-1.0,), (4.0,)]
expected = [{"x": 0.0}, {"x": 0.0}, {"x": 0.25}]
max_order = 1
