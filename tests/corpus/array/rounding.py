"""floor, ceil, round, //, %, trunc, sign, astype(int): zero or rightly piecewise."""

import numpy as np


def f(x, y):
    a = np.floor(x) * x + np.ceil(y) * y
    b = x % 1.0 + np.mod(y, x) + np.fmod(y, 2.0)
    c = np.round(x, 1) * y + np.trunc(x) + x // 0.3 * y
    d = x - x.astype(int) + np.sign(y) * y + np.rint(y) * x
    return np.sum(a**2) + np.sum(b**2) + np.sum(c) + np.sum(d**2)


wrt = ("x", "y")
points = [(np.array([0.63, 1.27, 2.81]), np.array([1.13, 3.37, -0.71]))]
max_order = 1
