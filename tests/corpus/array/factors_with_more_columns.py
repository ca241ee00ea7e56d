"""The columns that a complete factor has beyond the range of a tall matrix, and beyond that of a wide one."""

import numpy as np


def f(a, c):
    u, s, vh = np.linalg.svd(a)
    q, r = np.linalg.qr(a, mode="complete")
    wide = np.linalg.svd(a.T)[2][len(s) :]
    whole = np.zeros(a.shape)
    whole[: len(s)] = np.diag(s**3)
    span = u[:, len(s) :] @ u[:, len(s) :].T
    return np.sum(c * (u @ whole @ vh @ vh.T @ whole.T @ u.T + span)) + np.sum(q**3) + np.sum(wide**3) + np.sum(r)


wrt = ("a",)
points = [(np.array([[1.0, 0.2], [0.3, 2.0], [-0.4, 0.7], [0.1, 3.5]]), np.arange(16.0).reshape(4, 4))]
