"""np.matmul, np.dot and np.einsum into a buffer that is used again in every step."""

import numpy as np


def f(a, x, steps):
    buf = np.zeros_like(x)
    x = x.copy()
    for _ in range(steps):
        np.dot(a, x, out=buf)
        np.tanh(buf, out=buf)
        np.matmul(a.T, buf, out=x)
    return np.sum(x * buf)


rng = np.random.default_rng(50)
wrt = ("a", "x")
points = [(rng.normal(size=(3, 3)), rng.normal(size=3), 2), (rng.normal(size=(2, 2)), rng.normal(size=2), 0)]
