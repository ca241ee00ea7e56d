"""np.fromiter of a generator, of some items of a list, and of a map."""

import numpy as np


def f(x, y):
    squares = np.fromiter((v * v for v in x), dtype=float)
    some = np.fromiter(y, float, count=len(x))
    return np.sum(squares * some) * np.sum(np.fromiter(map(np.sin, y), float, -1))


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.7]), [0.3, 1.1, -0.4, 0.6])]
