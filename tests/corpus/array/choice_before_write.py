"""A value that a condition on an element has chosen, before the element is overwritten; nothing else reads the condition."""

import numpy as np


def f(x, s):
    y = x * s
    chosen = s * s if y[0] > 0.1 else 3.0
    y[0] = -5.0 * s
    return chosen + np.sum(y * y)


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]), 0.4), (np.array([-0.5, -0.2]), 0.4)]
max_order = 2
