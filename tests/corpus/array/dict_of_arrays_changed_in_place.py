"""Arrays in a dict under computed keys: written in place, and replaced by others of another length."""

import numpy as np


def f(x, names):
    rows = {"a": x[::-1] * 2.0, "b": np.zeros(2) + x[1]}
    for name in names:
        rows[name][:] *= x[2] ** 2
        rows[name] = np.append(rows[name], x[0]) * x[1]
        rows[name][1:] += rows["a"][0]
    return np.sum(rows["a"] ** 2) * np.sum(rows["b"])


wrt = ("x",)
points = [(np.array([0.7, 0.4, 1.3]), ["a", "b", "a"])]
