"""Conditional expressions, one inside the other; the branch not chosen is not evaluated."""
import math


def f(x, y):
    a = math.sqrt(x) if x > 0.0 else -x
    return (a * y if y > 1.0 else a + y) if a > 0.5 else y * y


wrt = ("x", "y")
points = [(0.9, 1.4), (0.9, 0.4), (-0.9, 0.4), (0.1, 0.4)]
