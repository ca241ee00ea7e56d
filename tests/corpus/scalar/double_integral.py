"""Integrals over areas and volumes whose ends and integrands vary."""

import math

from scipy.integrate import dblquad, tplquad


def f(a, b):
    area, _ = dblquad(lambda y, x: math.exp(-a * x * y), 0.0, b, 0.0, lambda x: a * x)
    volume = tplquad(lambda z, y, x, c: c * x * y * z, 0.0, 1.0, 0.0, a, 0.0, lambda x, y: x * y + b, args=(b,))
    return area + volume[0]


wrt = ("a", "b")
points = [(0.7, 0.9)]
max_order = 2
