"""Max pooling, window by window, into a fresh array."""

import numpy as np


def f(x, size):
    rows = x.shape[0] // size
    columns = x.shape[1] // size
    out = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = np.max(x[size * i : size * (i + 1), size * j : size * (j + 1)])
    return np.sum(out**2)


rng = np.random.default_rng(26)
wrt = ("x",)
points = [(rng.normal(size=(4, 6)), 2), (rng.normal(size=(3, 3)), 3)]
