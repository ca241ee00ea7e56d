"""The largest real root of a cubic by formula, with a branch on the discriminant."""
import math


def f(b, c, d):
    p = c - b * b / 3.0
    q = 2.0 * b**3 / 27.0 - b * c / 3.0 + d
    disc = q * q / 4.0 + p**3 / 27.0
    if disc > 0.0:
        r = math.sqrt(disc)
        u, v = -q / 2.0 + r, -q / 2.0 - r
        z = math.copysign(abs(u) ** (1 / 3), u) + math.copysign(abs(v) ** (1 / 3), v)
    else:
        angle = math.acos(-q / 2.0 / math.sqrt(-(p**3) / 27.0))
        z = 2.0 * math.sqrt(-p / 3.0) * math.cos(angle / 3.0)
    return z - b / 3.0


wrt = ("b", "c", "d")
points = [(0.3, 1.2, -0.8), (-3.1, 2.2, -0.3)]
