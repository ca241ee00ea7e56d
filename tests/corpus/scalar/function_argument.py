"""A function as an argument: a helper, a builtin, a lambda."""
import math


def cube(v):
    return v**3


def apply_twice(g, v):
    return g(g(v))


def f(x, g):
    return apply_twice(g, x) * x


wrt = ("x",)
points = [(0.7, cube), (0.7, math.sin), (0.7, lambda v: 1.0 / (1.0 + v))]
