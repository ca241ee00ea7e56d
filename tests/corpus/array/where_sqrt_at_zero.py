"""np.where(x > 0, np.sqrt(x), 0) at 0: the branch that is not taken has no say, not even as 0 times inf."""

import numpy as np


def f(x):
    return np.sum(np.where(x > 0, np.sqrt(x), 0.0))


wrt = ("x",)
points = [(np.array([0.0, 4.0, 0.25]),)]
expected = [{"x": np.array([0.0, 0.25, 1.0])}]
max_order = 1
