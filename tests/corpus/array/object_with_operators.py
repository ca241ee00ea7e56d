"""An object with operators of its own meets a differentiated array: refused, not taken for a number."""

import numpy as np


class Twice:
    """What numbers and arrays are not: its products depend on the side."""

    __array_priority__ = 100

    def __mul__(self, other):
        return 2.0 * other

    def __rmul__(self, other):
        return 3.0 * other


TWICE = Twice()


def f(u):
    return np.sum(TWICE * u)


wrt = ("u",)
points = [(np.array([0.5, -0.2]),)]
refused = "the operators of the object are not known"
