"""A condition whose second half must not be evaluated unless the first half holds."""
import math


def f(x, y):
    if x > 0.0 and math.log(x) > y:
        return x * y
    if x <= 0.0 or math.sqrt(x) > 5.0:
        return x - y
    return x / y


wrt = ("x", "y")
points = [(-1.5, 0.3), (2.5, 0.3), (1.1, 0.3)]
