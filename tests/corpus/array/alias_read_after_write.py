"""What may be the same array by another name is read after the write: only at run time is it known, so refused."""

import numpy as np


def f(u, s):
    w = u * 1.0
    v = w
    k = 0
    while k < s:
        v = v * 2.0
        k += 1
    w[0] = s
    return np.sum(v * v)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "whether one array has two names here is known only at run time"
