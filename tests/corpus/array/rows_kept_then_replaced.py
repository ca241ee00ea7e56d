"""Arrays in a list are kept in another list, and other ones take their places; the last ones are joined."""

import numpy as np


def f(x):
    rows, seen = [x * 2.0, x**2], []
    for _ in range(3):
        seen.append(rows[0])
        rows[0] = rows[1] * x
        rows[1] = rows[0] + rows[1]
    return sum(np.sum(row) for row in seen) + np.sum(np.concatenate(rows) ** 2)


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]),)]
