"""A dict of arrays is an argument, is changed, and is returned beside one of its arrays."""

import numpy as np


def f(named, s):
    named["a"][0] = s * s
    return named["a"] * s, named


wrt = ("named", "s")
points = [({"a": np.array([0.5, -0.2, 0.7]), "b": np.array([0.3, 1.1])}, 0.6)]
