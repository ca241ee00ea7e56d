"""prod with one zero, and with two: dividing the product by its factors would fail."""
import math


def f(values):
    return math.prod(values) + values[0]


wrt = ("values",)
points = [([0.7, 0.0, 2.0],), ([0.7, 0.0, 0.0],)]
