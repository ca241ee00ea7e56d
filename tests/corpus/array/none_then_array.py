"""A name that is None before a loop and an array within it, made on the first trip."""

import numpy as np


def f(w, a):
    mean = None
    for _ in range(3):
        if mean is None:
            mean = np.zeros_like(w)
        mean = 0.9 * mean + 0.1 * a * w
        w = w - 0.5 * mean
    return np.sum(w**2)


wrt = ("w", "a")
points = [(np.array([1.0, 2.0]), 0.3)]
may_refuse = "None or an array, from trip to trip"
