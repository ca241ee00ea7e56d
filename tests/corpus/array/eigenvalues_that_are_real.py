"""`np.linalg.eig` gives real numbers where all eigenvalues are real: what is computed with them, in place too, is real."""

import numpy as np


def f(a):
    w, v = np.linalg.eig(a @ a.T + np.eye(3))
    order = np.argsort(w)[::-1]
    w, v = w[order], v[:, order]
    q = v[:, 0] / np.linalg.norm(v[:, 0])
    v *= np.sqrt(w)
    out = np.zeros(3)
    out[:] = np.abs(q) * w
    return np.sum(out * np.abs(v[0])) + np.log(np.linalg.eigvals(a @ a.T)).sum().real


wrt = ("a",)
points = [(np.array([[1.0, 0.2, 0.1], [0.3, 2.0, -0.4], [0.0, 0.1, 3.5]]),)]
