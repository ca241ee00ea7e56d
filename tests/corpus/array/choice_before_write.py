"""A value that a condition on an element has chosen, before the element is overwritten."""

import numpy as np


def f(x, s):
    y = x * s
    chosen = s * s if y[0] > 0.1 else -s
    y[0] = -5.0 * s
    return chosen * y[1] + np.sum(y)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 0.4), (np.array([-0.5, -0.2]), 0.4)]
max_order = 2
