"""Items of two lists swap places by one assignment, and are changed by their new places."""

import numpy as np


def f(u, s):
    grid = [[u * 1, u * 2], [u * 3, u * 4]]
    for i in range(2):
        grid[0][i], grid[1][i] = grid[1][i], grid[0][i]
        grid[0][i][0] = s
    return np.sum(grid[0][0] * grid[1][1]) + np.sum(grid[0][1] * grid[1][0])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
