"""Roots of what a bound or a mask made zero, and roots, powers and logarithms that a bound leaves out: they contribute nothing."""

import numpy as np


def f(x):
    inside = np.sqrt(np.maximum(x - 1.0, 0)) + np.sqrt(np.where(x > 0, x, 0)) + np.clip(x, 0, 9) ** 0.5
    masked = np.sqrt(3.0 * x * (x > 0)) + np.arccos(np.clip(0.3 * x, -1.0, 1.0))
    outside = np.maximum(1.0, np.sqrt(np.abs(x))) + np.sqrt(np.abs(x)) * (x > 0)
    clipped = np.clip(np.log(np.abs(x)), -5.0, 5.0) * x + np.minimum(2.0, np.abs(x) ** -0.5)
    return np.sum(np.sin(inside + masked) + outside * clipped)


wrt = ("x",)
points = [(np.array([-1.5, 4.0, 2.25, -3.6]),)]
