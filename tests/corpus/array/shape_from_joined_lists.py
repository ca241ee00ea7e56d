"""Shapes that are built of lists by `+` and `*` with ranks, unpacked into calls, and a tuple sliced by computed places."""
import numpy as np


def f(x, w):
    trailing = [-1] + [1] * x.ndim
    leading = np.ndim(x) * (1,) + (-1,)
    table = w.reshape(*trailing) + x.reshape(1, 2, 2)
    total = np.sum(np.sin(table)) * w.reshape(leading)[0, 0, 1]
    first, *rest = [x[0, 0], 2.0] + [x[1, 0]]
    for c in (0.5, -1.0, 2.0, 3.0)[-3 + 1 :]:
        total = total + c * first * rest[1]
    return total


wrt = ("x", "w")
points = [(np.array([[0.3, -0.7], [1.1, 0.4]]), np.array([0.6, -0.2, 0.9]))]
