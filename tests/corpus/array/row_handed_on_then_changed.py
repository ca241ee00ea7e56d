"""A row that goes round a loop is read after the array that it shows was changed: it shows the change."""

import numpy as np


def f(x):
    y = x.copy()
    last = y[0]
    total = 0.0
    for k in range(1, len(y)):
        y[k - 1] *= 1.5
        total += np.sum(last**2)
        last = y[k]
    return total


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2], [0.4, 0.9]]),)]
may_refuse = "a view is read after what it shows has changed"
