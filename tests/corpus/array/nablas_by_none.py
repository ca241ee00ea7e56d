"""The gradients of layers take the places of None in a list, from the last one on, as textbooks write back-propagation."""

import numpy as np


def f(weights, x, y):
    states = [x]
    for w in weights:
        states.append(np.tanh(w @ states[-1]))
    nabla = [None] * len(weights)
    delta = (states[-1] - y) * (1 - states[-1] ** 2)
    nabla[-1] = np.outer(delta, states[-2])
    for k in range(2, len(weights) + 1):
        delta = (weights[-k + 1].T @ delta) * (1 - states[-k] ** 2)
        nabla[-k] = np.outer(delta, states[-k - 1])
    return sum(np.sum(g**2) for g in nabla)


rng = np.random.default_rng(2)
wrt = ("weights", "x")
points = [([rng.normal(size=(3, 2)), rng.normal(size=(4, 3)), rng.normal(size=(2, 4))], rng.normal(size=2), rng.normal(size=2))]
