"""Conjugate gradients with in-place vectors and an early exit."""

import numpy as np


def f(a, b, most):
    x = np.zeros_like(b)
    r = b.copy()
    p = r.copy()
    rr = r @ r
    for _ in range(most):
        if rr < 1e-20:
            break
        ap = a @ p
        step = rr / (p @ ap)
        x += step * p
        r -= step * ap
        new = r @ r
        p *= new / rr
        p += r
        rr = new
    return np.sum(x**2)


wrt = ("a", "b")
points = [(np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]]), np.array([1.0, -2.0, 0.5]), 2)]
