"""Buffers swapped in a time loop, three of them, for the wave equation; the last one is written over."""

import numpy as np


def f(u, v, c, steps):
    before = u.copy()
    now = v.copy()
    after = np.zeros_like(u)
    for _ in range(steps):
        after[1:-1] = 2.0 * now[1:-1] - before[1:-1] + c**2 * (now[2:] - 2.0 * now[1:-1] + now[:-2])
        after[0] = now[1] * now[0]
        before, now, after = now, after, before
    return np.sum(now**2) + np.sum(before * after)


rng = np.random.default_rng(68)
wrt = ("u", "v", "c")
points = [(rng.normal(size=5), rng.normal(size=5), 0.5, k) for k in range(4)]
