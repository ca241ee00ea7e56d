"""nquad: integrals over ranges that are numbers, or depend on the variables that are integrated over later."""

import math

from scipy.integrate import nquad


def f(a, b):
    plain, _ = nquad(lambda x, y: math.exp(-a * x * y), [[0.0, 1.0], [0.0, b]])
    within = nquad(lambda x, y, c: c * x * y**2, [lambda y, c: (0.0, c * y), [0.0, 1.0]], args=(a,))
    return plain * within[0]


wrt = ("a", "b")
points = [(0.7, 0.9)]
