"""Elements that are written and never read again, and dead stores between."""

import numpy as np


def f(x, n):
    y = np.zeros(n)
    for i in range(n):
        y[i] = x[i % len(x)] ** 2
        y[i - 1] = x[0] * i
        y[i] = np.sin(x[i % len(x)])
    y[0] = 3.0
    return y[-1] + y[n // 2]


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]), 4), (np.array([0.5, -0.2, 0.7]), 1)]
