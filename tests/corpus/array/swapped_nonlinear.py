"""u, v = v, u with a nonlinear update, an odd and an even number of times."""

import numpy as np


def f(u, steps):
    u = u.copy()
    v = np.empty_like(u)
    for _ in range(steps):
        v[0] = u[0]
        v[1:] = u[1:] * u[:-1] + np.sin(u[1:])
        u, v = v, u
    return np.sum(u)


wrt = ("u",)
points = [(np.array([0.5, -0.2, 0.7]), k) for k in range(4)]
