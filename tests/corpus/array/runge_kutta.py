"""Classical Runge-Kutta of the Lorenz system; the trajectory is filled row by row."""

import numpy as np


def lorenz(s, p):
    out = np.empty(3)
    out[0] = p[0] * (s[1] - s[0])
    out[1] = s[0] * (p[1] - s[2]) - s[1]
    out[2] = s[0] * s[1] - p[2] * s[2]
    return out


def f(start, p, dt, steps):
    path = np.zeros((steps + 1, 3))
    path[0] = start
    for k in range(steps):
        k1 = lorenz(path[k], p)
        k2 = lorenz(path[k] + 0.5 * dt * k1, p)
        k3 = lorenz(path[k] + 0.5 * dt * k2, p)
        k4 = lorenz(path[k] + dt * k3, p)
        path[k + 1] = path[k] + dt / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
    return np.sum(path[-1] ** 2)


wrt = ("start", "p", "dt")
points = [
    (np.array([1.0, 0.5, 2.0]), np.array([10.0, 28.0, 8.0 / 3.0]), 0.01, 3),
    (np.ones(3), np.ones(3), 0.1, 0),
]
