"""Parts of parts of a matrix, whose lengths no sample need have, in lists of lists."""

import numpy as np


def f(x):
    parts = [np.split(t, 2, axis=-1) for t in np.split(x, 3, axis=-1)]
    return np.sum(parts[0][1] ** 3 * parts[2][0]) + np.sum(parts[1][0] ** 2)


wrt = ("x",)
points = [(np.array([[0.5, -0.2, 0.7, 1.1, -0.4, 0.3], [0.1, 0.9, -0.6, 0.2, 0.8, -1.2]]),)]
