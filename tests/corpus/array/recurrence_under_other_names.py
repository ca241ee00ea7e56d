"""A recurrence that is written through a view as well, and one whose array changes places with another."""

import numpy as np


def f(x, a):
    u = x * a
    v = u[1:]
    for i in range(len(x) - 1):
        v[i] = u[i] * np.sin(u[i + 1])
        u[i] = v[i] * v[i]
    p = x * x
    q = x * a
    for i in range(1, len(x)):
        p[i] = p[i - 1] * q[i]
        p, q = q, p
    return np.sum(u * v[0]) + np.sum(p * x) + q[1] ** 2


wrt = ("x", "a")
points = [(np.array([0.4, 0.9, 0.7, 0.3]), 0.8), (np.array([0.4, 0.9]), 0.8)]
max_order = 2
