"""The array in a list of an array and a number is written by subscripts."""

import numpy as np


def f(u, s):
    state = [u * 1, s]
    state[0][0] = s
    state[0][1] *= state[1]
    return np.sum(state[0] ** 2 * state[1])


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
