"""A loop over what a class without a rule makes of an array: its items are not constants, so it is refused."""

import numpy as np


def f(u, s):
    total = 0.0
    for v in memoryview(u):
        total += v * v
    return total * s


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "what a memoryview gives has no rule"
