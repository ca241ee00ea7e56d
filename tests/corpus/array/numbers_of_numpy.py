"""Numbers that NumPy made: they have shapes, dtypes and methods, and a bool in a subscript makes a vector of them."""

import numpy as np


def angle(x, y):
    """The angle of a vector, of two numbers or of arrays of them; zero where both are."""
    x, y = np.asarray(x), np.asarray(y)
    r = np.hypot(x, y)
    found = np.empty_like(r, dtype=np.result_type(x.dtype, r.dtype))
    zero = np.isclose(r, 0)
    found[~zero] = np.arctan(y[~zero] / (r[~zero] + x[~zero]))
    found[~zero] *= 2
    found[zero] = 0
    return found


def flat(x):
    try:
        return x.squeeze()[()]
    except AttributeError:
        return x


def f(x, a, b):
    n = np.sum(x**2)
    try:
        least = np.finfo(n.type).eps
    except (AttributeError, ValueError):
        least = 1e-15
    out = np.zeros(3)
    out[n > least, 1] = 2 * n.sum()
    out[n < least, 2] = 5 * n
    ends = np.linalg.norm(x[..., (0, 2)], axis=-1).clip(0.1, 9.0)
    steps = np.cos(a * np.arange(1, 4.0))
    steps.setflags(write=False)
    return out * x + angle(a, b) * steps + flat(ends * np.sin(a)) + n.astype(float) * len(n.shape)


wrt = ("x", "a", "b")
points = [(np.array([0.3, 0.6, -0.2]), 0.4, 0.7)]
