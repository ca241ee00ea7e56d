"""An array that only the trips of a loop make, changed there and after the loop."""

import numpy as np


def f(x, n):
    for i in range(n):
        v = np.array([x * i, x])
        v[0] = v[1] ** 2
    v[1] *= 3.0
    return np.sum(v**2)


wrt = ("x",)
points = [(1.3, 3), (1.3, 1)]
failing = [((1.3, 0), UnboundLocalError)]
