"""Functions that call themselves and end by returning an array that they were given."""

import numpy as np


def power(a, v, n):
    if n == 0:
        return v
    w = a @ v
    return power(a, w / np.linalg.norm(w), n - 1)


def picked(u, v, n):
    if n == 0:
        return u
    return picked(v, u, n - 1)


def f(a, v, n):
    w = power(a, v, n)
    x = picked(w, v, n)
    return np.sum(w**3) + x @ v


rng = np.random.default_rng(5)
wrt = ("a", "v")
points = [(rng.normal(size=(3, 3)), rng.normal(size=3), n) for n in (0, 1, 3)]
