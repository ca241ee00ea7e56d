"""Rows that are picked by what an object of a library holds: places which may repeat."""
import numpy as np
from scipy import sparse


def f(x, graph):
    rows = x[sparse.coo_matrix(graph).row]
    return np.sum(rows**2 * np.arange(1.0, len(rows) + 1)[:, None])


wrt = ("x",)
points = [(np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([[1.0, 1.0], [0.0, 2.0]]))]
refused = "what an index is that comes out of an object is not known: it may be an array in which places repeat"
