"""np.nditer with readwrite operands writes through the objects that it yields."""

import numpy as np


def f(x):
    y = x * 2.0
    with np.nditer(y, op_flags=["readwrite"]) as each:
        for v in each:
            v[...] = v * v
    return np.sum(y)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]),)]
refused = "np.nditer writes to what it iterates over"
