"""Max pooling by reshape and a maximum over two axes at once."""

import numpy as np


def f(x, size):
    n, m = x.shape
    blocks = x.reshape(n // size, size, m // size, size)
    return np.sum(blocks.max(axis=(1, 3)) ** 2)


rng = np.random.default_rng(27)
wrt = ("x",)
points = [(rng.normal(size=(4, 6)), 2)]
