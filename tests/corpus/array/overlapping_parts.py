"""Two parts of one argument that are one array, and one is written: at the call they share memory."""

import numpy as np


def f(state):
    state["a"][0] = 3.0 * state["b"][1]
    return np.sum(state["a"] * state["b"])


memory = np.array([1.0, 2.0, 3.0])
wrt = ("state",)
points = [({"a": memory, "b": memory},)]
refused = "two parts of the argument overlap in memory and one of them is written to"
