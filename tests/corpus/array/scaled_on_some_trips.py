"""A view on the first trip of a loop, a new array on the others; each is kept for the way back."""

import numpy as np


def f(x):
    y = x.copy()
    total = 0.0
    t = np.ones(4)
    for k in range(3):
        total += np.sum(t**2)
        t = np.reshape(y, (4,)) if k < 1 else t * 2.0
    y[0] = 2.0 * y[1] + total
    return total * np.sum(y**3)


wrt = ("x",)
points = [(np.array([[0.5, 0.7], [-0.3, 1.2]]),)]
