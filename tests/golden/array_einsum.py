"""A contraction by name: its derivatives are contractions."""

import numpy as np


def f(a, b):
    return np.sum(np.einsum("ij,jk->ik", a, b) ** 2)


BY = "a", "b"
AT = np.array([[1.0, 2.0], [0.5, -1.0]]), np.array([[0.3, 0.1], [2.0, -0.4]])
