"""A dot product and a norm, as people write them."""
import math


def f(a, b):
    dot = sum(x * y for x, y in zip(a, b))
    return dot / math.sqrt(sum(x * x for x in a) * sum(y**2 for y in b))


wrt = ("a", "b")
points = [([0.7, 1.3, -0.4], [0.2, 0.9, 1.1])]
