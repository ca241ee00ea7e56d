"""The logarithm of a root in a loop: at second order a literal gets into what is subtracted, and that is written anew."""

import math


def f(x, y):
    for _ in range(4):
        c = math.log(math.sqrt(1.0 + x**2))
        y += y / (1.5 + c**2)
    return 0.3 * x + 0.47 * y


wrt = ("x",)
points = [(0.3, 0.4)]
