"""Deep copies of what is held twice: the copies are one object, too."""

import copy

import numpy as np


class Pair:
    def __init__(self, first, second):
        self.first = first
        self.second = second


def f(u, s):
    v = u * s
    pair = Pair(v, Pair(v, [s, 1.0]))
    other = copy.deepcopy(pair)
    other.first[0] = s
    other.second.second[1] *= u[1]
    return np.sum(other.second.first * pair.first) + pair.second.second[1] * sum(other.second.second)


wrt = ("u", "s")
points = [(np.array([0.7, 1.3, -0.4]), 0.6)]
