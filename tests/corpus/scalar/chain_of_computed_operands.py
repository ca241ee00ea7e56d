"""A chained comparison reads each operand once: arithmetic may be done ahead, a call only as far as it is needed."""

import math


def f(x, y):
    if 0.0 < x - 1.0 < y * x < math.sqrt(x - 2.0) + 9.0:
        return x * y
    return x / y


wrt = ("x", "y")
points = [(2.5, 1.2), (0.5, 1.5), (3.0, 0.1)]
