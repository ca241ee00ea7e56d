"""QR by modified Gram-Schmidt: the columns that remain are changed in place while q and r are filled."""

import numpy as np


def f(a):
    a = a.copy()
    m, n = a.shape
    q = np.zeros((m, n))
    r = np.zeros((n, n))
    for k in range(n):
        r[k, k] = np.sqrt(np.sum(a[:, k] ** 2))
        q[:, k] = a[:, k] / r[k, k]
        for j in range(k + 1, n):
            r[k, j] = q[:, k] @ a[:, j]
            a[:, j] -= q[:, k] * r[k, j]
    return np.sum(np.sin(r)) + np.sum(q[0] ** 3)


rng = np.random.default_rng(15)
wrt = ("a",)
points = [(rng.normal(size=(4, 3)),), (rng.normal(size=(3, 2)),)]
