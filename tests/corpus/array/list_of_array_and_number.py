"""An array and a number are items of one list: what broadcasting spreads the number over, its derivative sums."""

import numpy as np


def f(x, y):
    parts = [x, y]
    total = np.sum(np.sin(parts[0] * parts[1]))
    for part in parts:
        total += np.sum(part * x) ** 2
    return total + np.sum(np.select([x < 0, x > 0.3], [x**2, y], default=y * x))


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.2]), 1.5)]
