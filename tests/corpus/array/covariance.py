"""Covariance, centred in place, filled by halves and mirrored: one value is stored in two places."""

import numpy as np


def f(data):
    data = data.copy()
    n, m = data.shape
    data -= np.mean(data, axis=0)
    cov = np.zeros((m, m))
    for i in range(m):
        cov[i, i:] = data[:, i] @ data[:, i:] / (n - 1.0)
        cov[i:, i] = cov[i, i:]
    return np.sum(cov**3)


rng = np.random.default_rng(17)
wrt = ("data",)
points = [(rng.normal(size=(5, 3)),)]
