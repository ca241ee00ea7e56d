"""Sets of literals: each of equal ones counts once, and numbers come in the order in which Python goes over them."""

import math


def f(x, n):
    for k in {3, 1, 2, 1}:
        x = math.sin(x * k - 1)
    y = x
    for k in {k % 3 for k in (7, 5, 6, 4)}:
        y = math.cos(y * k + x)
    return (x**2 + y) * len({2, 1.5, 2}) * n


wrt = ("x",)
points = [(0.7, 2)]
