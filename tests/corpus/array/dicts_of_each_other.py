"""Two dicts of arrays whose items are computed from one another under keys that are computed."""

import numpy as np


def f(x, names):
    p = {"a": x * 2.0, "b": x**2}
    q = {"a": x * 1.0, "b": x * 3.0}
    for name in names:
        g = p[name] * q[name]
        p[name] = g + q[name]
        q[name] = g - p[name]
    return np.sum(p["a"] * q["b"]) + np.sum(p["b"])


wrt = ("x",)
points = [(np.array([0.3, 0.4, 1.2]), ["a", "b", "a"])]
