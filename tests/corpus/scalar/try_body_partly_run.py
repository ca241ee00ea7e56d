"""The body changes a variable before it fails: what it did must not be lost or done twice."""
import math


def f(x, y):
    z = x * y
    try:
        z = z * z
        z = z + math.sqrt(x)
    except ValueError:
        z = z * y
    return z


wrt = ("x", "y")
points = [(0.9, 0.4), (-0.9, 0.4)]
