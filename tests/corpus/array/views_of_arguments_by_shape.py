"""Arguments are seen in another shape, and changed by it; that is asserted to be a view of them."""

import numpy as np


def f(u, v, s):
    flat = u.reshape(-1)
    flat[1::2] *= s
    rows = (v * u).reshape(2, -1)
    w = v + u
    column = w.ravel()[:, None]
    w[0] = s * rows[1]
    column[2] = w[1, 0] ** 2
    return np.sum(u**2 * rows) + np.sum(w**3 * v)


rng = np.random.default_rng(11)
wrt = ("u", "v", "s")
points = [(rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), 0.7)]
