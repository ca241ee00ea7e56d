"""A try in a loop that fails on some trips."""
import math


def f(x, n):
    s = 0.0
    for i in range(n):
        try:
            t = math.log(x - i)
        except ValueError:
            continue
        s += t * x
    return s


wrt = ("x",)
points = [(1.5, 0), (1.5, 1), (1.5, 2), (1.5, 3)]
