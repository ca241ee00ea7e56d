"""Twice as many trips in each round: the count is an integer power, computed again on the way back."""

import math


def f(a, b, n):
    h = b - a
    total = 0.5 * h * (math.sin(a) + math.sin(b))
    for i in range(1, n):
        h /= 2
        inner = 0.0
        for k in range(1, 2**i, 2):
            inner += math.sin(a + k * h) ** 2
        total = 0.5 * total + h * inner
    return total


wrt = ("a", "b")
points = [(0.2, 1.7, 4), (0.5, 0.9, 1)]
