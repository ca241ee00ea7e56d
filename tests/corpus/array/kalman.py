"""The Kalman filter's negative log-likelihood: solves, determinants and a state carried through the loop."""

import numpy as np


def f(a, h, q, r, observed):
    n = a.shape[0]
    x = np.zeros(n)
    p = np.eye(n)
    total = 0.0
    for y in observed:
        x = a @ x
        p = a @ p @ a.T + q
        e = y - h @ x
        s = h @ p @ h.T + r
        gain = np.linalg.solve(s, h @ p).T
        total += 0.5 * (e @ np.linalg.solve(s, e) + np.log(np.linalg.det(s)))
        x = x + gain @ e
        p = p - gain @ h @ p
    return total


rng = np.random.default_rng(32)
wrt = ("a", "h", "q", "r")
points = [
    (
        np.array([[0.9, 0.2], [-0.1, 0.8]]),
        rng.normal(size=(2, 2)),
        np.diag([0.3, 0.2]),
        np.array([[0.5, 0.1], [0.1, 0.4]]),
        rng.normal(size=(3, 2)),
    )
]
