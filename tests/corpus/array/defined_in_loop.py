"""Arrays that get their name in a loop and are read after it: the last trip's."""

import numpy as np


def f(x, beta, steps):
    centre = x[:2]
    for _ in range(steps):
        d = x[:, None] - centre[None, :]
        weights = np.exp(-beta * d**2)
        weights /= weights.sum(axis=1, keepdims=True)
        centre = weights.T @ x / weights.sum(axis=0)
    labels = np.argmin(d**2, axis=1)
    return np.sum((x - centre[labels]) ** 2) + np.sum(weights**3 * d)


wrt = ("x", "beta")
points = [(np.array([0.3, 0.7, -0.2, 1.9]), 0.8, 1), (np.array([0.3, 0.7, -0.2, 1.9]), 0.8, 3)]
failing = [((np.array([0.3, 0.7, -0.2, 1.9]), 0.8, 0), UnboundLocalError)]
