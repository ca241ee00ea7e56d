"""squeeze is a view that can be written to; diagonal and np.diag of a matrix are read."""

import numpy as np


def f(x):
    y = x[:, None, :] * 1.0
    y.squeeze(1)[0] *= 2.0
    z = np.squeeze(y)
    d = z.diagonal()
    e = np.diag(z, 1)
    z[0, 0] += np.sum(e)
    return np.sum(d**2) + np.trace(z) ** 2 + np.sum(np.diag(x[0]) @ x)


rng = np.random.default_rng(63)
wrt = ("x",)
points = [(rng.normal(size=(3, 3)),)]
