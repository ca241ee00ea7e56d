"""One array is stored in two places of a dict by one statement, or by a name given in passing, and changed by one."""

import numpy as np


def f(u, s):
    state = {}
    state["a"] = state["b"] = u * 1
    state["c"] = (kept := u * 2)
    state["d"] = kept
    state["a"][0] = s
    state["d"][1] = s * s
    return np.sum(state["a"] * state["b"]) + np.sum(state["c"] * state["d"])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
