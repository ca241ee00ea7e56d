"""A recursion without a result, which appends to a list."""
import math


def walk(x, n, out):
    if n < 0:
        return
    out.append(x * x)
    walk(x * 0.9, n - 1, out)
    out.append(math.sin(x))


def f(x, n):
    out = []
    walk(x, n, out)
    total = 0.0
    for k in range(len(out)):
        total += out[k] * (k + 1.0)
    return total


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
