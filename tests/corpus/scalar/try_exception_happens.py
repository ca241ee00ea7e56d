"""The body fails half of the time, and the handler gives the value."""
import math


def f(x, y):
    try:
        z = math.sqrt(x)
    except ValueError:
        z = x * y
    return z * y


wrt = ("x", "y")
points = [(0.9, 0.4), (-0.9, 0.4)]
