"""A while condition of two parts: the second is not looked at when the first is false."""
import math


def f(x, n):
    i = 0
    while i < n and math.sqrt(x - i) > 0.5:
        x = x + 0.2 * math.sqrt(x - i)
        i += 1
    return x


wrt = ("x",)
points = [(2.3, 0), (2.3, 1), (2.3, 2), (2.3, 9)]
