"""An array that one way of a branch writes to as a whole and then in part, and the other makes anew."""

import numpy as np


def f(u, s):
    u = u * 1.0
    if s > 0.0:
        u[:] = np.where(u < 0.5, np.abs(np.full((3,), 0.1)), u)
        u[0] += np.tanh(u @ u)
        u += u[0]
    else:
        u = u.copy()
    return 0.3 * np.sum(u * u) * 0.5 + s


wrt = ("u", "s")
points = [(np.array([0.3, -0.7, 1.1]), 0.4), (np.array([0.3, -0.7, 1.1]), -0.4)]
