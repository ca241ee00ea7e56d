"""The function's own two arguments may be one array when it is called: each has an adjoint of its own."""

import numpy as np


def f(a, b):
    a = a * 1.0
    a[0] = b[1]
    return np.sum(a * b)


same = np.array([1.0, 2.0, 3.0])
wrt = ("a", "b")
points = [(same, same)]
expected = [{"a": np.array([0.0, 2.0, 3.0]), "b": np.array([2.0, 3.0, 3.0])}]
max_order = 1
