"""Parts of an array that are read twice, others between them, some of which overlap."""

import numpy as np


def f(x):
    ends = x[0] * x[-1] + x[0] ** 2
    inner = np.sum(x[1:-1] ** 2 * x[2:])
    again = np.sum(np.sin(x[1:-1]) * x[:-2])
    return ends + inner * again + np.sum(x[1:-1] * np.arange(1.0, 4.0)) + x[-1] * x[4]


wrt = ("x",)
points = [(np.array([0.3, -0.7, 1.1, 0.4, 0.9]),), (np.array([0.0, 1.0, 0.0, -1.0, 2.0]),)]
