"""A full convolution accumulated tap by tap into overlapping slices."""

import numpy as np


def f(x, taps):
    out = np.zeros(len(x) + len(taps) - 1)
    for k, tap in enumerate(taps):
        out[k : k + len(x)] += tap * x
    return np.sum(out**3)


rng = np.random.default_rng(25)
wrt = ("x", "taps")
points = [(rng.normal(size=6), rng.normal(size=3)), (rng.normal(size=2), rng.normal(size=1))]
