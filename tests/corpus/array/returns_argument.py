"""The argument itself as the result, whole or as a view: the gradient must not be an alias of anything."""

import numpy as np


def f(x, s):
    return x.T if s > 0 else x


rng = np.random.default_rng(81)
wrt = ("x",)
points = [(rng.normal(size=(2, 3)), 1.0), (rng.normal(size=(2, 3)), -1.0)]
