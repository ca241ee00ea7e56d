"""An array that each trip may start anew as a copy of another, and changes element by element."""

import numpy as np


def f(u, v, a):
    for k in range(2):
        if a < 2.0:
            v = u.copy()
        v[1] = v[k] * a
    return np.sum(u * u) + np.sum(v * v) + a


wrt = ("u", "v", "a")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.0, 0.3, 0.4]), a) for a in (1.0, 3.0)]
