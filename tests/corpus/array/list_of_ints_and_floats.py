"""Arrays in a list that a loop makes, one of ints among those of floats."""
import numpy as np


def f(x, values):
    rows = []
    for v in values:
        rows.append(np.array(v))
    rows.append(np.array([x, 2.0 * x]))
    total = 0.0
    for row in rows:
        total = total + np.sum(row * x)
    return total + float(rows[1][0]) * x


wrt = ("x",)
points = [(0.7, [[1.5, 2.0], [3, 4]])]
