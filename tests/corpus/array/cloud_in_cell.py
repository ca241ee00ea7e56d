"""Charges shared between two cells each, by weights that are differentiated, periodic indices."""

import numpy as np


def f(x, charge, cells):
    rho = np.zeros(cells)
    left = np.floor(x).astype(int)
    share = x - left
    np.add.at(rho, left % cells, charge * (1.0 - share))
    np.add.at(rho, (left + 1) % cells, charge * share)
    return np.sum(rho**2)


wrt = ("x", "charge")
points = [(np.array([0.2, 3.7, 1.5, 1.1, 3.9]), np.array([1.0, -0.5, 2.0, 0.3, 1.0]), 4)]
