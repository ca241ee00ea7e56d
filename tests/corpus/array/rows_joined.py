"""An array whose rows are joined as if it were a list of them; extremes of a number; a dict made of pairs."""

import numpy as np


def f(a, x):
    weights = np.arange(1.0, 7.0)
    total = np.sum(np.hstack(a * a) * weights) + np.sum(np.vstack(a**3)[:, 0]) + np.sum(np.stack(a, 1)[2] ** 2)
    total += np.sum(np.concatenate(a) ** 2 * weights) + np.sum(np.column_stack(a)[1] ** 3)
    limits = dict(zip(("low", "high"), (np.min(x), np.max(x) * x)), scale=np.ptp(a))
    return total * limits["low"] + limits["high"] * limits["scale"]


wrt = ("a", "x")
points = [(np.array([[0.5, -0.2, 0.7], [1.1, 0.3, -0.8]]), 1.3)]
