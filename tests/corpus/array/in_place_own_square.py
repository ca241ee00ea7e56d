"""An array to which its own square is added: its cotangent is read twice and must not change meanwhile."""

import numpy as np


def f(a):
    a = a * 1.0
    a += a * a
    return np.sum(np.sin(a))


wrt = ("a",)
points = [(np.array([[0.3, 0.7], [-0.2, 0.4]]),)]
