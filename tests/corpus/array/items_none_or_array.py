"""Items of lists and dicts are None until arrays take their places, and are asked whether they are."""

import numpy as np


def f(x, count):
    rows, table, total = [None] * count, {}, 0.0
    for k in range(count):
        table[k] = None
    rows[1] = x * 2.0
    table[1] = np.sin(x)
    for k in range(count):
        if rows[k] is None:
            rows[k] = x**2
        if rows[count - 1 - k] is not None:
            total += np.sum(rows[count - 1 - k] * x)
        if table[k] is not None:
            total += np.sum(table[k] ** 2)
    for row in rows:
        total += 0.0 if row is None else np.sum(row)
    return total


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]), 3)]
