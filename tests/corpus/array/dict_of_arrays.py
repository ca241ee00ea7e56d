"""A dict of arrays and scalars as the differentiated argument."""

import numpy as np


def f(p, x):
    y = x @ p["w"] + p["b"]
    y[y < 0] *= p["leak"]
    return np.sum(y**2)


rng = np.random.default_rng(79)
wrt = ("p",)
points = [({"w": rng.normal(size=(2, 3)), "b": rng.normal(size=3), "leak": 0.1}, rng.normal(size=(4, 2)))]
