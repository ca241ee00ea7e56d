"""Arrays that travel in a tuple or a dict are the arrays themselves."""

import numpy as np


def step(state):
    u, v = state
    u += 0.1 * v
    v *= 0.9
    return state


def f(x):
    pair = (x.copy(), np.cos(x))
    u = pair[0]
    for _ in range(2):
        pair = step(pair)
    box = {"u": u, "v": pair[1]}
    box["u"][0] *= box["v"][0]
    return np.sum(u**2) + np.sum(pair[1] * pair[0])


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),)]
