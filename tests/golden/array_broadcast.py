"""A row and a column are broadcast to a matrix; each gets the sum over the axis that it lacks."""

import numpy as np


def f(x, y):
    return np.sum(np.sin(x[:, None] * y[None, :]))


BY = "x", "y"
AT = np.array([0.5, 1.0, 1.5]), np.array([0.2, -0.4])
