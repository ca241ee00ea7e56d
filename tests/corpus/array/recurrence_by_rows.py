"""A state per row: each trip reads rows that it has filled before, by parts of them and place by place."""

import numpy as np


def f(x, k, steps):
    y = np.zeros((steps + 1, len(x)))
    y[0] = x
    z = np.empty((len(x), steps + 1))
    z[:, 0] = 1.0
    for n in range(steps):
        y[n + 1, 1:] = y[n, 1:] * np.cos(k * y[n, :-1])
        y[n + 1, 0] = y[n, 0] * y[n, -1] + y[n + 1, 1]
        for j in range(len(x)):
            z[j, n + 1] = z[j, n] * np.sin(z[j - 1, n] * y[n, j])
    return np.sum(y**2) + np.sum(z[:, -1] * x)


wrt = ("x", "k")
points = [(np.array([0.4, 0.9, 0.7]), 0.8, 3), (np.array([0.4, 0.9]), 0.8, 0)]
max_order = 2
