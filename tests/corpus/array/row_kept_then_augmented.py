"""An array in a list is kept in another list, and changed by `+=` where it stands: both lists see that."""

import numpy as np


def f(x):
    rows, seen = [x * 2.0, x**2], []
    seen.append(rows[1])
    rows[1] += x
    return np.sum(seen[0] * rows[1])


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]),)]
