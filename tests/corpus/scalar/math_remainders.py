"""fmod and remainder: like %, with other roundings of the quotient."""
import math


def f(x, y):
    return math.fmod(x, y) * x + math.remainder(x, y)


wrt = ("x", "y")
points = [(7.3, 2.1), (-7.3, 2.1), (7.9, -2.1)]
