"""Two arrays made by one method call, the object's own arrays read by attribute in a loop."""

from typing import NamedTuple

import numpy as np


class Grid(NamedTuple):
    """Cell widths and a boundary value."""

    widths: np.ndarray
    edge: float


def flux(grid, u):
    out = np.empty(len(u) + 1)
    out[0] = grid.edge
    out[1:-1] = -(u[1:] - u[:-1]) / (0.5 * (grid.widths[1:] + grid.widths[:-1]))
    out[-1] = 0.0
    return out


def f(grid, u, dt, steps):
    u = u.copy()
    for _ in range(steps):
        q = flux(grid, u)
        u -= dt * (q[1:] - q[:-1]) / grid.widths
    return np.sum(u**2 * grid.widths)


wrt = ("grid", "u")
points = [(Grid(np.array([0.5, 1.0, 0.7]), 0.3), np.array([1.0, 0.2, -0.5]), 0.1, 2)]
