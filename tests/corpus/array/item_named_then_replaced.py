"""An item of a list of arrays keeps its name when the list gets another item in its place, grows or shrinks."""

import numpy as np


def f(x):
    rows = [x[0] * 1.0, x[1] * 1.0]
    first, last = rows[0], rows[-1]
    rows[0] = x[1] * 2.0
    rows.append(first * last)
    total = np.sum(first**2 * rows[0]) + np.sum(last * rows[2])
    for k in range(2):
        row = rows[k]
        rows[k] = row * 2.0
        total += np.sum(row * rows[k])
    end = rows[-1]
    rows.pop()
    return total + np.sum(end**2 * rows[0])


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
