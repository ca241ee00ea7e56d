"""0-d arrays against scalars: a reduction's result, an array of no axes, an item of an array."""

import numpy as np


def f(x, s):
    a = np.sum(x)
    b = np.array(a * s)
    c = x[0] * b
    d = np.zeros(())
    d[...] = c
    d += s
    return d * b + float(a) * x[1].item() + np.asarray(s) ** 2


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 1.4), (np.array([0.5, -0.2]), 0.3)]
