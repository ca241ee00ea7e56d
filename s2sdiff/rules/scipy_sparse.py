"""Products with sparse matrices of SciPy that are made elsewhere, and systems of equations with them.

A matrix is lowered as a class of its elements that are not zero; what is computed has the bits of what SciPy computes.
"""

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from s2sdiff.rules.declare import outside, transpose


class Elements:
    """A matrix given by its elements and where they are."""

    def __init__(self, data, row, col, shape):
        self.data, self.row, self.col, self.shape = data, row, col, shape

    def __matmul__(self, x):
        return summed(self.data, self.row, self.col, self.shape[0], x)

    def __rmatmul__(self, x):
        return summed(self.data, self.col, self.row, self.shape[1], x if np.ndim(x) == 1 else x.T).T


class ByRow(Elements):
    """A matrix given by its elements row by row."""

    def __init__(self, data, indices, indptr, shape):
        self.data, self.col, self.shape = data, indices, shape
        self.row = np.repeat(np.arange(shape[0]), np.diff(indptr))


class ByColumn(Elements):
    """A matrix given by its elements column by column."""

    def __init__(self, data, indices, indptr, shape):
        self.data, self.row, self.shape = data, indices, shape
        self.col = np.repeat(np.arange(shape[1]), np.diff(indptr))


class ByDiagonal(Elements):
    """A matrix given by its diagonals: each element in the place of its column."""

    def __init__(self, data, offsets, shape):
        col = np.broadcast_to(np.arange(np.shape(data)[1]), np.shape(data))
        row = col - offsets[:, None]
        inside = (row >= 0) & (row < shape[0]) & (col < shape[1])
        self.data, self.row, self.col, self.shape = data[inside], row[inside], col[inside], shape


def summed(data, row, col, count, x):
    """The product of a matrix of `count` rows with a vector or a matrix."""
    if np.iscomplexobj(data) or np.iscomplexobj(x):
        raise NotImplementedError("products of sparse matrices of complex numbers")
    if np.ndim(x) == 1:
        found = np.zeros(count)
        np.add.at(found, row, data * x[col])
    else:
        found = np.zeros((count, np.shape(x)[1]))
        np.add.at(found, row, data[:, None] * x[col])
    return found


for cls in (sparse.coo_matrix, sparse.coo_array):
    outside(Elements, cls, "data", "row", "col", "shape")
for cls in (sparse.csr_matrix, sparse.csr_array):
    outside(ByRow, cls, "data", "indices", "indptr", "shape")
for cls in (sparse.csc_matrix, sparse.csc_array):
    outside(ByColumn, cls, "data", "indices", "indptr", "shape")
for cls in (sparse.dia_matrix, sparse.dia_array):
    outside(ByDiagonal, cls, "data", "offsets", "shape")


@transpose(linalg.spsolve, "b")
def _(out_bar, A, b):
    return linalg.spsolve(A.T, out_bar)
