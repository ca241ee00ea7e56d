"""A recurrence whose array is changed once more: after the loop, on some path, and by what the loop left early."""

import numpy as np


def f(x, a):
    y = np.zeros(len(x))
    y[0] = a
    for i in range(1, len(x)):
        y[i] = y[i - 1] ** 2 + x[i]
        if y[i] > 1.2:
            break
    if y[1] > 0.5:
        y[1] = 0.1 * a
    z = np.zeros(len(x) + 1)
    z[0] = 1.0
    for i in range(len(x)):
        if x[i] > 0.5:
            z[i + 1] = z[i] ** 2 * x[i]
        else:
            z[i + 1] += z[i] ** 3
            z[i] = 0.2
    return np.sum(y * y) + np.sum(z * z)


wrt = ("x", "a")
points = [(np.array([0.4, 0.9, 0.7, 0.3]), 0.8), (np.array([0.4, 0.6]), 0.8)]
max_order = 2
