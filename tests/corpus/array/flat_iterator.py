"""Writing and reading through .flat: a view in one index, whatever the shape."""

import numpy as np


def f(x):
    y = x.copy()
    y.flat[1] = y.flat[0] ** 2
    total = 0.0
    for v in y.flat:
        total += v**3
    return total


rng = np.random.default_rng(84)
wrt = ("x",)
points = [(rng.normal(size=(2, 2)),)]
