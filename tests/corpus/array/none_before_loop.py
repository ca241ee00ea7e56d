"""Names that are None before a loop hold arrays after its first trip."""

import numpy as np


def f(w, a, starts, rate):
    velocity = None
    last = None
    for k in range(len(starts)):
        slope = 2.0 * (w - a) + 0.1 * starts[k] * w**3
        if velocity is None:
            velocity = np.zeros_like(w)
        velocity = 0.5 * velocity - rate * slope
        w = w + velocity
        if last is not None:
            w = w + 0.1 * last * slope
        last = slope
    best = None
    least = np.inf
    for s in starts:
        x = s * w
        value = np.sum((x - a) ** 2)
        if best is None or value < least:
            best, least = x, value
    return best @ w + least


rng = np.random.default_rng(16)
wrt = ("w", "a", "starts", "rate")
points = [(rng.random(3), rng.random(3), rng.random(4), 0.1)]
