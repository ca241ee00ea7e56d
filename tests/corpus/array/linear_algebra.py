"""solve, inv, det, slogdet, qr, cholesky, svd values and pinv of small matrices."""

import numpy as np


def f(a, b):
    x = np.linalg.solve(a, b)
    sign, logdet = np.linalg.slogdet(a)
    q, r = np.linalg.qr(a)
    low = np.linalg.cholesky(a @ a.T)
    s = np.linalg.svd(a, compute_uv=False)
    return (
        np.sum(x**2)
        + logdet * np.linalg.det(a)
        + np.sum(r**2 * q)
        + low[1, 0]
        + np.sum(s**3)
        + np.trace(np.linalg.inv(a)) * sign
    )


rng = np.random.default_rng(74)
wrt = ("a", "b")
points = [
    (rng.normal(size=(3, 3)) + 2.0 * np.eye(3), rng.normal(size=3)),
    (np.array([[2.0, 0.3], [0.1, 1.0]]), np.ones((2, 2))),
]
