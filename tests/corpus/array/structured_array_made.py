"""An array with fields of its own is made in the function: it is no array of numbers, and refused."""

import numpy as np


def f(x):
    a = np.zeros(2, [("u", float), ("v", float)])
    a["u"] = x
    return np.sum(a["u"] ** 2)


wrt = ("x",)
points = [(np.array([0.5, -0.2]),)]
refused = "arrays with fields are not followed"
