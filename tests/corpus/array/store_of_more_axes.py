"""What is stored has more axes than the place, all of length one."""

import numpy as np


def f(a, s):
    b = np.sin(a)
    y = a * s
    y[0] = y[0] * b[None, 1]
    y[1:] = y[1:] + b[None, :1, :] * s
    return np.sum(y**2)


rng = np.random.default_rng(13)
wrt = ("a", "s")
points = [(rng.normal(size=(2, 3)), 0.7)]
