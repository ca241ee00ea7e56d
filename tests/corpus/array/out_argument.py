"""Results written by out=, into an array, a slice, and the operand itself; the old value is lost."""

import numpy as np


def f(x, y):
    buf = np.empty_like(x)
    np.multiply(x, y, out=buf)
    np.sin(buf, out=buf)
    np.add(buf[1:], x[:-1], out=buf[1:])
    total = np.zeros(())
    np.sum(buf, out=total)
    np.exp(buf, buf)
    return np.sum(buf * y) + total**2


wrt = ("x", "y")
points = [(np.array([0.5, -0.2, 0.7]), np.array([1.0, 2.0, -1.0]))]
