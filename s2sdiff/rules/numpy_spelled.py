"""Functions of NumPy that are other functions of NumPy in a row, spelled out.

What a body computes has the same bits as what NumPy computes.
"""

import numpy as np

from s2sdiff.rules.declare import spelled

# Parts of arrays, chosen


@spelled(np.extract)
def extract(condition, arr):
    return np.ravel(arr)[np.ravel(condition)]


@spelled(np.compress)
def compress(condition, a, axis=None):
    places = np.flatnonzero(condition)
    return np.ravel(a)[places] if axis is None else np.take(a, places, axis)


@spelled(np.delete)
def delete(arr, obj, axis=None):
    if axis is None:
        return np.ravel(arr)[np.delete(np.arange(np.size(arr)), obj)]
    return np.take(arr, np.delete(np.arange(np.shape(arr)[axis]), obj), axis)


@spelled(np.insert)
def insert(arr, obj, values, axis=None):
    n = np.size(arr)
    if axis is not None and np.ndim(arr) != 1:
        raise NotImplementedError("np.insert along an axis of a matrix")
    if np.ndim(values) == 0:
        return np.append(arr, values)[np.insert(np.arange(n), obj, n)]
    return np.append(arr, values)[np.insert(np.arange(n), obj, n + np.arange(len(values)))]


@spelled(np.resize)
def resize(a, new_shape):
    return np.ravel(a)[np.resize(np.arange(np.size(a)), new_shape)]


@spelled(np.unique)
def unique(ar):
    return np.ravel(ar)[np.unique(ar, return_index=True)[1]]


@spelled(np.trim_zeros)
def trim_zeros(filt):
    places = np.flatnonzero(filt)
    return filt[places[0] : places[-1] + 1] if len(places) > 0 else filt[:0]


# Differences and sums


@spelled(np.diff, where="prepend append")
def diff(a, n=1, axis=-1, prepend=None, append=None):
    if prepend is not None:
        a = np.concatenate((edge(prepend, a, axis), a), axis)
    if append is not None:
        a = np.concatenate((a, edge(append, a, axis)), axis)
    return np.diff(a, n, axis)


def edge(value, a, axis):
    """What is put before or after an array: a number is repeated along the edge."""
    if np.ndim(value) > 0:
        return value
    shape = tuple(1 if k == axis % np.ndim(a) else np.shape(a)[k] for k in range(np.ndim(a)))
    return np.broadcast_to(value, shape)


if hasattr(np, "cumulative_sum"):  # since NumPy 2.1

    @spelled(np.cumulative_sum)
    def cumulative_sum(x, axis=None, include_initial=False):
        if axis is None and np.ndim(x) != 1:
            raise NotImplementedError("np.cumulative_sum of a matrix without an axis")
        along = 0 if axis is None else axis
        total = np.cumsum(x, along)
        if not include_initial:
            return total
        shape = tuple(1 if k == along % np.ndim(x) else np.shape(x)[k] for k in range(np.ndim(x)))
        return np.concatenate((np.zeros(shape, total.dtype), total), along)


@spelled(np.correlate)
def correlate(a, v, mode="valid"):
    return np.convolve(a, np.conj(v[::-1]), mode)


@spelled(np.divmod)
def divmod_(x1, x2):
    return np.floor_divide(x1, x2), np.remainder(x1, x2)


@spelled(np.linspace, where="retstep")
def linspace(start, stop, num=50, endpoint=True, retstep=False, axis=0):
    points = np.linspace(start, stop, num, endpoint, axis=axis)
    return (points, (stop - start) / (num - 1 if endpoint else num)) if retstep else points


# Polynomials


@spelled(np.polyder)
def polyder(p, m=1):
    for _ in range(m):
        p = p[:-1] * np.arange(len(p) - 1, 0, -1)
    return p


@spelled(np.polyint)
def polyint(p, m=1, k=None):
    if k is not None or m != 1:
        raise NotImplementedError("np.polyint with constants of integration")
    return np.concatenate((p / np.arange(len(p), 0, -1), [0]))


@spelled(np.polyadd)
def polyadd(a1, a2):
    n = max(len(a1), len(a2))
    return np.pad(a1, (n - len(a1), 0)) + np.pad(a2, (n - len(a2), 0))


@spelled(np.polysub)
def polysub(a1, a2):
    n = max(len(a1), len(a2))
    return np.pad(a1, (n - len(a1), 0)) - np.pad(a2, (n - len(a2), 0))


@spelled(np.polymul)
def polymul(a1, a2):
    return np.convolve(a1, a2)


@spelled(np.polynomial.polynomial.polyval)
def polynomial_value(x, c):
    value = c[-1] + x * 0
    for i in range(2, len(c) + 1):
        value = c[-i] + value * x
    return value


# The array API's names in numpy.linalg


if hasattr(np.linalg, "vector_norm"):  # since NumPy 2.0

    @spelled(np.linalg.vector_norm)
    def vector_norm(x, axis=None, keepdims=False, ord=2):
        if axis is None and np.ndim(x) != 1:
            raise NotImplementedError("np.linalg.vector_norm of a matrix without an axis")
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
    def astype(x, dtype):
        return x.astype(dtype)
