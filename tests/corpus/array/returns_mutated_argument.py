"""A function that changes an argument and returns another array computed from it."""

import numpy as np


def f(state, force):
    state[1:] += 0.1 * force
    state[0] *= state[1]
    return state * force[0]


wrt = ("state", "force")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.5, 0.3]))]
