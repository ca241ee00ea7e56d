"""The class of the numbers as an argument of the function, left to its default or given."""
import numpy as np


def f(x, scale=2.0, dtype=np.double):
    grid = np.asarray(x, dtype=dtype).reshape((1, -1))
    table = np.empty((2, grid.shape[1]), dtype=dtype)
    table[0] = np.sin(grid[0]) * scale
    table[1] = np.array(x, dtype=dtype) ** 2
    return np.sum(table * grid)


wrt = ("x", "scale")
points = [(np.array([0.3, -0.7, 1.1]), 2.0), (np.array([0.3, -0.7]), 0.5, float)]
