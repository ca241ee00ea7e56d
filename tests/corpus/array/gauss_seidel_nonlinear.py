"""Successive over-relaxation of a nonlinear equation: the old value of every element is needed backwards."""

import numpy as np


def f(u, omega, sweeps):
    u = u.copy()
    n = len(u)
    h = 1.0 / (n - 1)
    for _ in range(sweeps):
        for i in range(1, n - 1):
            star = 0.5 * (u[i - 1] + u[i + 1] + h * h * np.sin(u[i]))
            u[i] += omega * (star - u[i]) * (1.0 + u[i] ** 2)
    return float(np.dot(u, u))


wrt = ("u", "omega")
points = [(np.cos(np.arange(6.0)), 0.9, 2), (np.linspace(0, 1, 4), 1.2, 3)]
