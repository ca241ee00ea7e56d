"""Linear interpolation in a table: by np.interp, and by hand with searchsorted and gathered values."""

import numpy as np


def f(x, table, grid):
    k = np.clip(np.searchsorted(grid, x, side="right") - 1, 0, len(grid) - 2)
    t = (x - grid[k]) / (grid[k + 1] - grid[k])
    by_hand = (1.0 - t) * table[k] + t * table[k + 1]
    return np.sum(by_hand**2)


wrt = ("x", "table", "grid")
points = [(np.array([0.3, 1.2, 2.6, 0.35]), np.array([1.0, -1.0, 2.0, 0.5]), np.array([0.0, 1.0, 2.0, 3.0]))]
