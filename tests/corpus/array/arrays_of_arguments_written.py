"""Arrays in a list and in a dict that are arguments are changed in place; those of the caller are not."""

import numpy as np


def f(rows, named, s):
    rows[0][1] = s * s
    for row in rows:
        row *= s
    x = named["x"]
    x += s
    named["y"][0] = np.sum(x)
    return np.sum(rows[0] * rows[1]) + np.sum(named["x"] * named["y"])


wrt = ("rows", "named", "s")
points = [
    (
        [np.array([0.5, -0.2, 0.7]), np.array([0.3, 1.1, -0.4])],
        {"x": np.array([1.2, -0.8]), "y": np.array([0.4, 0.6])},
        0.6,
    )
]
