"""Interpolation between the points of a grid: of one, two and three axes, at rows and at coordinates, made here and elsewhere."""

import numpy as np
from scipy.interpolate import RegularGridInterpolator

GRID = np.array([0.0, 1.0, 2.5]), np.array([0.0, 1.0, 2.0, 4.0])
TABLE = RegularGridInterpolator(GRID, np.sin(np.arange(12.0)).reshape(3, 4))


def f(x, values, at):
    plane = RegularGridInterpolator((x, GRID[1]), values)
    beyond = RegularGridInterpolator((x, GRID[1]), values, bounds_error=False, fill_value=None)(2 * at)
    space = RegularGridInterpolator((x, GRID[1], x), values[:, :, None] * x)
    points = np.stack((at[:, 0], at[:, 1], at[:, 0] * 0.5), axis=1)
    near = RegularGridInterpolator((x, GRID[1]), values, method="nearest")(at)
    line = RegularGridInterpolator((x,), values[:, 0])(at[:, :1])
    return np.sum(plane(at) * TABLE(at) + beyond + space(points) * near * line) + plane((at[0, 0], at[1, 1])) ** 2


wrt = ("x", "values", "at")
points = [(np.array([0.0, 1.1, 2.5]), np.cos(np.arange(12.0)).reshape(3, 4), np.array([[0.3, 1.2], [1.4, 2.2], [0.7, 1.7]]))]
