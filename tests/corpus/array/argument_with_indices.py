"""Ints in what is differentiated count as reals, and no element is picked by a real."""

import numpy as np


def f(p):
    return np.sum(p["a"][p["places"]] ** 2)


wrt = ("p",)
points = [({"a": np.array([1.0, 2.0, 3.0]), "places": np.array([0, 1, 1])},)]
refused = "SD401"
