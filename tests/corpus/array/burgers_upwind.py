"""Burgers' equation by upwind differences chosen by sign: np.where between two one-sided slices."""

import numpy as np


def f(u, nu, dx, dt, steps):
    u = u.copy()
    for _ in range(steps):
        back = (u[1:-1] - u[:-2]) / dx
        ahead = (u[2:] - u[1:-1]) / dx
        slope = np.where(u[1:-1] > 0, back, ahead)
        u[1:-1] += dt * (nu * (ahead - back) / dx - u[1:-1] * slope)
        u[0], u[-1] = u[-2], u[1]
    return np.sum(u**2)


wrt = ("u", "nu")
points = [(np.sin(np.linspace(0.1, 6.0, 7)), 0.05, 0.5, 0.1, 3)]
