"""A view that goes round a loop is read after the array that it shows was changed: it shows the change."""

import numpy as np


def f(x):
    y = x.copy()
    t = np.zeros(4)
    total = 0.0
    for _ in range(3):
        y *= 1.5
        total += np.sum(t**2)
        t = np.reshape(y, (4,))
    return total


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
refused = "a view is read after what it shows has changed"
