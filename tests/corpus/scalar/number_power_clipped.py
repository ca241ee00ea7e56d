"""Roots and powers at 0, and an arc cosine at 1, that a branch made constants: what does not vary has no slope."""
import math


def density(t, critical):
    tau = 1.0 - t / critical if t < critical else 0.0
    root = tau ** (1.0 / 3.0)
    return tau**0.35 + 2.0 * root * root + math.sqrt(3.0 * tau)


def f(x, y):
    total = density(x, 1.0) + math.acos(min(1.0, y)) + math.cbrt(max(0.0, x - y))
    for k in range(3):
        total += max(0.0, k * x - 4.0) ** 0.5 * y
    return total


wrt = ("x", "y")
points = [(2.5, 3.0), (0.5, 0.2), (0.4, 2.0)]
