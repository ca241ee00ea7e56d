"""LU without pivoting, in place, by rows of slices that shrink; then the determinant from the diagonal."""

import numpy as np


def f(a):
    a = a.copy()
    n = a.shape[0]
    for k in range(n - 1):
        a[k + 1 :, k] /= a[k, k]
        a[k + 1 :, k + 1 :] -= np.outer(a[k + 1 :, k], a[k, k + 1 :])
    return np.prod(np.diag(a)) + np.sum(np.tril(a, -1) ** 2)


rng = np.random.default_rng(12)
wrt = ("a",)
points = [
    (rng.normal(size=(4, 4)) + 4.0 * np.eye(4),),
    (np.array([[2.0, 1.0], [0.5, 3.0]]),),
    (np.array([[1.5]]),),
]
