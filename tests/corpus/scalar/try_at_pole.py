"""A try whose body fails where the tangent of what fails would fail in another way: the logarithm of zero."""

import math


def f(x, y):
    z = y * y
    try:
        z = z * math.log(max(x, 0.0))
    except ValueError:
        z = z + x
    return z * y


wrt = ("x", "y")
points = [(-0.5, 0.7), (0.5, 0.7)]
