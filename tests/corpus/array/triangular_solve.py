"""Forward substitution that fills the solution as it reads it."""

import numpy as np


def f(low, b):
    x = np.zeros_like(b)
    for i in range(len(b)):
        x[i] = (b[i] - low[i, :i] @ x[:i]) / low[i, i]
    return np.sum(x**2)


rng = np.random.default_rng(16)
wrt = ("low", "b")
points = [
    (np.tril(rng.normal(size=(4, 4))) + 2.0 * np.eye(4), rng.normal(size=4)),
    (np.array([[2.0]]), np.array([3.0])),
]
