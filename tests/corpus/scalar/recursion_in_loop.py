"""A recursion called in a loop of its own, with a break and values that only one branch defines."""
import math


def branchy(x, n):
    total = 0.0
    for k in range(3):
        if k < n:
            w = math.exp(-x * k)
            if w < 0.2:
                break
            total += w * branchy(x * w, n - 1 - k)
        else:
            total += x
    if n > 1:
        y = math.sin(total)
    r = branchy(x * 0.9, n - 2) if n > 1 else 1.0
    if n > 1:
        return total + y * r * y
    return total * r


def f(x, n):
    return branchy(x, n)


wrt = ("x",)
points = [(0.7, 0), (0.7, 2), (1.7, 4)]
