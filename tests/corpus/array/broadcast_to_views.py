"""np.broadcast_to, broadcast_arrays, expand_dims, tile, repeat: many elements share one value."""

import numpy as np


def f(x, y):
    a = np.broadcast_to(x, (3, len(x)))
    b, c = np.broadcast_arrays(y[:, None], x[None, :])
    d = np.expand_dims(x, 0)
    e = np.tile(x, 2) * np.repeat(x, 2)
    return np.sum(a**2 * np.arange(3.0)[:, None]) + np.sum(b * c**2) + np.sum(d * a) + np.sum(e)


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.0, 2.0]))]
