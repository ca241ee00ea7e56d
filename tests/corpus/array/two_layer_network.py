"""Training a small network by hand-written gradient descent: weights updated in place, a loop of steps."""

import numpy as np


def f(w1, b1, w2, b2, x, y, rate, steps):
    w1, b1, w2, b2 = w1.copy(), b1.copy(), w2.copy(), b2.copy()
    for _ in range(steps):
        h = np.tanh(x @ w1 + b1)
        r = h @ w2 + b2 - y
        dh = (1.0 - h**2) * (r @ w2.T)
        w2 -= rate * h.T @ r
        b2 -= rate * r.sum(axis=0)
        w1 -= rate * x.T @ dh
        b1 -= rate * dh.sum(axis=0)
    r = np.tanh(x @ w1 + b1) @ w2 + b2 - y
    return 0.5 * np.sum(r**2)


rng = np.random.default_rng(28)
wrt = ("w1", "b1", "w2", "b2", "rate")
points = [
    (
        rng.normal(size=(2, 3)),
        rng.normal(size=3),
        rng.normal(size=(3, 2)),
        rng.normal(size=2),
        rng.normal(size=(4, 2)),
        rng.normal(size=(4, 2)),
        0.05,
        2,
    )
]
