"""A window of a number of elements that is no int: its elements vary with it."""
import numpy as np


def f(count):
    return np.sum(np.hanning(count))


wrt = ("count",)
points = [(4.3,)]
refused = "the derivative of a window by a number of elements that is no int"
