"""np.einsum: traces, diagonals, repeated and summed-out letters, three operands, the ellipsis, batches."""

import numpy as np


def f(a, b, c):
    t = np.einsum("ij,jk,kl->il", a, b, c)
    d = np.einsum("ii->i", b)
    e = np.einsum("ij->", a)
    g = np.einsum("...i,...i", a, a)
    h = np.einsum("ij,kj", a, b)
    k = np.einsum("i,j->ij", d, d)
    return np.sum(t**2) + e * np.sum(d) + np.sum(g**2) + np.sum(h) + np.einsum("ii", k)


rng = np.random.default_rng(75)
wrt = ("a", "b", "c")
points = [(rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 2)))]
