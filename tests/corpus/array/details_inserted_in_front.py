"""The details of a transform are inserted in front of a list, level by level, and joined at the end."""

import numpy as np


def f(x, levels):
    out, rest = [], x
    for _ in range(levels):
        detail = (rest[0::2] - rest[1::2]) / np.sqrt(2)
        rest = (rest[0::2] + rest[1::2]) / np.sqrt(2)
        out.insert(0, detail)
    out.insert(0, rest)
    return np.concatenate(out) ** 2


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2, -0.5]), 2)]
