"""An array changed in place, linearly: no copy of it is kept for the way back."""

import numpy as np


def f(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u**2)


BY = "u"
AT = np.linspace(0.0, 1.0, 12) ** 2, 0.2, 7
