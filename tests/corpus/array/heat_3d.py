"""Heat in a block with a conductivity that depends on the temperature: what is overwritten is needed."""

import numpy as np


def f(t, beta, steps):
    t = t.copy()
    for _ in range(steps):
        k = 1.0 + beta * t**2
        inner = t[1:-1, 1:-1, 1:-1]
        flow = t[2:, 1:-1, 1:-1] + t[:-2, 1:-1, 1:-1]
        flow = flow + t[1:-1, 2:, 1:-1] + t[1:-1, :-2, 1:-1]
        flow = flow + t[1:-1, 1:-1, 2:] + t[1:-1, 1:-1, :-2] - 6.0 * inner
        t[1:-1, 1:-1, 1:-1] += 0.05 * k[1:-1, 1:-1, 1:-1] * flow
    return np.mean(t**2)


rng = np.random.default_rng(3)
wrt = ("t", "beta")
points = [(rng.normal(size=(4, 3, 4)), 0.3, 2), (rng.normal(size=(3, 3, 3)), 0.1, 1)]
