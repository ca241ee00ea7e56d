"""A recurrence that a loop around it runs anew, on the array of the sweep before and on one of its own."""

import numpy as np


def f(u, a, sweeps):
    u = u.copy()
    total = 0.0
    for _ in range(sweeps):
        own = np.zeros(len(u))
        own[0] = a
        for i in range(1, len(u)):
            u[i] = u[i - 1] * u[i] * a
            own[i] = own[i - 1] ** 2 + u[i]
        for i in range(1, len(u)):
            total += own[i] * own[i - 1]
        own[0] = total
        total += own[0] * own[1]
    return total + np.sum(u)


wrt = ("u", "a")
points = [(np.array([0.4, 0.9, 0.7]), 0.8, 3), (np.array([0.4, 0.9]), 0.8, 0)]
max_order = 2
