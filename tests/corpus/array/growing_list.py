"""A list of arrays grows; an element is changed in place, another is replaced."""

import numpy as np


def f(x, n):
    history = [x * 1.0]
    for _ in range(n):
        history.append(history[-1] * np.cos(history[0]))
    history[0] = x * x
    history[-1][0] = history[0][1]
    return np.sum(np.stack(history) ** 2) + np.sum(history[-1])


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]), 2), (np.array([0.5, -0.2, 0.7]), 0)]
