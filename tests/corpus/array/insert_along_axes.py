"""np.insert across an axis of a matrix: by one index and by several, of one row, of whole blocks, of a number."""

import numpy as np


def f(a, v, w):
    rows = np.insert(a * a, 1, v, axis=0)
    columns = np.insert(a, [0, 2], w[:, None] ** 2, axis=1)
    block = np.insert(a, 1, np.stack([w, 2 * w]), axis=-1)
    spread = np.insert(a, np.arange(1, a.shape[1]), 0.0, axis=1)
    return np.sum(rows**2) + np.sum(columns[:, ::2] * 3) + np.sum(block**3) + np.sum(spread[:, ::2] * a)


wrt = ("a", "v", "w")
points = [(np.arange(6.0).reshape(2, 3) * 0.3, np.array([0.1, -0.4, 0.7]), np.array([0.5, 1.2]))]
