"""What was bounded is changed before a root is taken of what the bound gave: the bound is that of the time it was taken."""

import numpy as np


def f(x):
    a = x.copy()
    b = np.maximum(a, 0.1) + 0.2
    root = np.sqrt(b - 0.1)
    positive = x > 0
    kept, above = np.where(positive, x, 0.0), np.maximum(a, 0.0)
    positive[:] = False
    a *= -1.0
    total = np.sum(np.sqrt(b - 0.1) * x) + np.sum(a * root)
    total += np.sum(np.sqrt(kept) * x + np.sqrt(3.0 * above))
    for _ in range(3):
        c = np.clip(a, 0.0, 1.0) + 1.0
        a -= 0.3
        total += np.sum(np.sqrt(c * 2.0) * x)
    return total


wrt = ("x",)
points = [(np.array([0.357, -0.713, 1.217, 0.531]),)]
max_order = 2
