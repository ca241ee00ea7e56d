"""Two buffers that change places in every step."""

import numpy as np


def f(u, steps):
    old = u.copy()
    new = u.copy()
    for _ in range(steps):
        new[1:-1] = 0.5 * (old[2:] + old[:-2])
        old, new = new, old
    return np.sum(old**2)


BY = "u"
AT = np.array([0.1, 0.5, 0.2, 0.9, 0.4]), 3
