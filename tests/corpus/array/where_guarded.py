"""np.where with a guarded argument: both branches are computed, one counts."""

import numpy as np


def f(x):
    safe = np.where(x > 0, x, 1.0)
    y = np.where(x > 0, np.sqrt(safe), 0.0)
    i, j = 1.0, x
    z = np.select([x < 0, x < 0.6], [x**2, np.sin(x)], default=3.0 * x)
    return np.sum(y) + np.sum(np.where(x > 0.5, i, j)) + np.sum(z)


wrt = ("x",)
points = [(np.array([-0.5, 0.3, 0.7, 2.0]),)]
