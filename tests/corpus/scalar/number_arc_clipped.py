"""Arc functions and roots of what NumPy clips: beyond the bounds nothing varies."""
import numpy as np


def f(x):
    total = np.arccos(np.clip(2.0 * x, -1.0, 1.0)) + np.sqrt(np.maximum(0.0, x - 5.0))
    return total + np.minimum(x, 2.0) ** 0.5 + np.arcsin(np.clip(x, None, 1.0))


wrt = ("x",)
points = [(3.0,), (0.3,), (6.0,)]
