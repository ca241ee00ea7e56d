"""Shallow water on a ring: three fields, np.roll, fluxes at the faces, all updated in place."""

import numpy as np


def f(h, u, g, dt, steps):
    h, u = h.copy(), u.copy()
    for _ in range(steps):
        mass = 0.5 * (h * u + np.roll(h * u, -1)) - 0.5 * (np.roll(h, -1) - h)
        push = h * u**2 + 0.5 * g * h**2
        push = 0.5 * (push + np.roll(push, -1)) - 0.5 * (np.roll(h * u, -1) - h * u)
        hu = h * u - dt * (push - np.roll(push, 1))
        h -= dt * (mass - np.roll(mass, 1))
        u[:] = hu / h
    return np.sum(h * u**2) + 0.5 * g * np.sum(h**2)


wrt = ("h", "u", "g")
points = [(1.0 + 0.1 * np.sin(np.arange(5.0)), 0.1 * np.cos(np.arange(5.0)), 9.81, 0.02, 2)]
