"""Pairs of arrays in a list, unpacked in the loop's head; the derivative has the same structure."""

import numpy as np


def f(params, x):
    for w, b in params:
        x = np.tanh(x @ w + b)
    return np.sum(x**2)


rng = np.random.default_rng(78)
wrt = ("params",)
points = [
    (
        [(rng.normal(size=(2, 3)), rng.normal(size=3)), (rng.normal(size=(3, 1)), rng.normal(size=1))],
        rng.normal(size=(4, 2)),
    )
]
