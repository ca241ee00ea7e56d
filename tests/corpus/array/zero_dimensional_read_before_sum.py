"""A 0-d array is read as a number, summed with others and changed, in an order that gives its cotangent as a number."""

import numpy as np


def f(x, s):
    a = s.copy()
    t = a[()] * 2
    u = t * np.sum(x * a)
    a *= 2.0
    v = a[()] * u * np.sum(x * a)
    a += s
    return u * v + a[()] * np.sum(a * x)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), np.array(1.4))]
