"""The array that a function of NumPy fills is passed by position, as a view, or in a tuple of one."""

import numpy as np


def f(x, alpha):
    out = np.empty_like(x)
    out[0] = x[0]
    for t in range(1, x.shape[0]):
        np.multiply(x[t], alpha, out[t : t + 1])
        out[t] += (1.0 - alpha) * out[t - 1]
    np.subtract(out, out.mean(), out)
    np.sqrt(out**2 + 1.0, out=(out,))
    total = np.empty(3)
    np.dot(np.outer(x[:3], x[:3]), out[:3], total)
    np.clip(total, -2.0, 2.0, total)
    return np.add.reduce(out**2) + np.sum(total)


wrt = ("x", "alpha")
points = [(np.array([1.0, 2.0, 0.5, 0.7]), 0.3)]
