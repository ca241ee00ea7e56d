"""The array API's names for functions of NumPy, and its functions of tensors that solve matrices, spelled out.

What a body computes has the same bits as what NumPy computes.
"""

import numpy as np

from s2sdiff.rules.declare import spelled

# Tensors as matrices


@spelled(np.linalg.tensorsolve)
def tensorsolve(a, b, axes=None):
    if axes is not None:
        raise NotImplementedError("np.linalg.tensorsolve with axes")
    shape = np.shape(a)[np.ndim(b) :]
    return np.reshape(np.linalg.solve(np.reshape(a, (np.size(b), -1)), np.ravel(b)), shape)


@spelled(np.linalg.tensorinv)
def tensorinv(a, ind=2):
    shape = np.shape(a)[ind:] + np.shape(a)[:ind]
    n = 1
    for k in range(ind, np.ndim(a)):
        n *= np.shape(a)[k]
    return np.reshape(np.linalg.inv(np.reshape(a, (-1, n))), shape)


# The array API's names in numpy.linalg


if hasattr(np.linalg, "vector_norm"):  # since NumPy 2.0

    @spelled(np.linalg.vector_norm)
    def vector_norm(x, axis=None, keepdims=False, ord=2):
        if axis is None and keepdims and np.ndim(x) != 1:
            raise NotImplementedError("np.linalg.vector_norm of a matrix without an axis that keeps axes")
        x = np.ravel(x) if axis is None else x
        return np.linalg.norm(x, ord, 0 if axis is None else axis, keepdims)

    @spelled(np.linalg.matrix_norm)
    def matrix_norm(x, keepdims=False, ord="fro"):
        return np.linalg.norm(x, ord, (-2, -1), keepdims)

    @spelled(np.linalg.outer)
    def outer(x1, x2):
        return np.outer(x1, x2)

    @spelled(np.linalg.cross)
    def cross(x1, x2, axis=-1):
        return np.cross(x1, x2, axis=axis)

    @spelled(np.linalg.trace)
    def trace(x, offset=0):
        return np.trace(x, offset, -2, -1)

    @spelled(np.linalg.diagonal)
    def diagonal(x, offset=0):
        return np.diagonal(x, offset, -2, -1)

    @spelled(np.linalg.matmul)
    def matmul(x1, x2):
        return np.matmul(x1, x2)

    @spelled(np.linalg.tensordot)
    def tensordot(x1, x2, axes=2):
        return np.tensordot(x1, x2, axes)

    @spelled(np.linalg.vecdot)
    def vecdot(x1, x2, axis=-1):
        return np.vecdot(x1, x2, axis=axis)

    @spelled(np.linalg.svdvals)
    def svdvals(x):
        return np.linalg.svd(x, compute_uv=False)

    @spelled(np.linalg.matrix_transpose, np.matrix_transpose)
    def matrix_transpose(x):
        return np.swapaxes(x, -1, -2)


if hasattr(np, "matvec"):  # since NumPy 2.2

    @spelled(np.matvec)
    def matvec(x1, x2):
        return np.squeeze(np.matmul(x1, np.expand_dims(x2, -1)), -1)


if hasattr(np, "astype"):  # since NumPy 2.1

    @spelled(np.astype)
    def astype(x, dtype, copy=True):
        return x.astype(dtype, copy=copy)
