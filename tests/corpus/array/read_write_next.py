"""Read f[i], write f[i + 1]: the loop carries through the array."""

import numpy as np


def f(x, c):
    y = x.copy()
    for i in range(len(y) - 1):
        y[i + 1] = c * y[i] * y[i + 1]
    return np.sum(y)


wrt = ("x", "c")
points = [(np.array([0.5, -0.2, 0.7, 0.1, 1.2]), 1.5), (np.array([0.5]), 1.5)]
