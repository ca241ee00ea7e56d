"""A dict with an array and a number, returned and taken apart."""

import numpy as np


def parts(w, b):
    return {"o": w * b, "s": np.sum(w) * b**2}


def f(w, b):
    p = parts(w, b)
    return p["o"] * p["s"] + p["s"] ** 2


wrt = ("w", "b")
points = [(np.array([1.2, 0.7]), 0.4)]
