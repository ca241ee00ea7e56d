"""Arrays in the tuples of a list are changed by names: refused, since nothing follows them there."""

import numpy as np


def f(u, s):
    layers = [(u * k, s) for k in range(3)]
    for weights, bias in layers:
        weights += bias
    return np.sum(layers[1][0] ** 2)


wrt = ("u", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.6)]
refused = "an array in a tuple in a list is changed"
