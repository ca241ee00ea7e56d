"""A question whether something is a number, of numbers, lists and arrays."""

import numpy as np


def filled(v, n):
    if np.isscalar(v):
        return np.full(n, v)
    if isinstance(v, (list, tuple)):
        v = np.asarray(v, dtype=float)
    assert v.shape == (n,), f"{n} items are wanted, not {v.shape}"
    return v


def f(ms, x, s):
    first = ms[0]
    out = np.zeros_like(first)
    for m in ms:
        out += m * filled(s, 2) + filled([s, 1.0], 2)
    return out @ (first @ filled(x, 2)) * x[0]


rng = np.random.default_rng(3)
wrt = ("ms", "x", "s")
points = [([rng.normal(size=(2, 2)) for _ in range(3)], rng.normal(size=2), 0.7)]
