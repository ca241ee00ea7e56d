"""Distances with zeros on the diagonal: the root is infinitely steep there, and what is chosen leaves it out."""

import numpy as np


def distances(x):
    d = x[:, None, :] - x[None, :, :]
    return np.sqrt(np.sum(d**2, axis=-1))


def f(x, m):
    n = len(x)
    r = distances(x)
    some = r > 0
    r[some] = 1.0 / r[some]
    energy = np.sum(np.triu(-(m * m[:, None]) * r, 1))
    upper = np.triu_indices(n, 1)
    energy += np.sum(distances(x)[upper] ** 3)
    energy += np.sum(np.exp(-distances(x)[~np.eye(n, dtype=bool)]))
    s = distances(x)
    s[np.arange(n), np.arange(n)] = 1.0
    energy += np.sum(np.log(s))
    q = distances(x)
    np.fill_diagonal(q, np.inf)
    return energy + np.sum(1.0 / q**6)


wrt = ("x", "m")
points = [(np.random.default_rng(3).random((3, 2)), np.array([1.0, 2.0, 0.5]))]
max_order = 1
