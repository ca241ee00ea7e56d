"""The same slice of vectors of one length is as long, whatever it is called; that of another trip is not."""

import numpy as np


def f(a, b):
    n = len(a)
    y = np.zeros(n)
    before = a[:1] * 2.0
    for k in range(1, n):
        y[:k] += a[:k] * b[:k][::-1] / (1.0 + b[k] ** 2)
        y[k:] -= np.sin(b[k:]) * a[n - k] if k > 1 else np.sin(b[k:])
        y[k] = np.sum(before * y[:k]) + a[k - 1 :] @ y[k - 1 :]
        before = y[:k] * 0.5 if k < 2 else y[:1] * 0.5
    return np.sum(y**2)


wrt = ("a", "b")
points = [
    (np.array([0.5, -0.3, 0.8, 0.2]), np.array([0.6, 0.2, -0.7, 1.1])),
    (np.array([0.5, -0.3]), np.array([0.6, 0.2])),
]
