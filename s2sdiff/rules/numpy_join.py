"""Transposes of the NumPy functions that join arrays, and of those that part one array into several.

A parameter that is a list of arrays has a list of cotangents; a result that is a list has one too. Where
a function takes any number of arrays, as ``*xi``, its transpose is for the one of number `k`.
"""

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose
from s2sdiff.rules.support import cut, unbroadcast

# One array of several


@transpose(np.concatenate, "arrays")
def _(out_bar, arrays, axis=0):
    if axis is None:
        pieces = cut(out_bar, [np.ravel(a) for a in arrays], 0)
        return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, arrays, strict=True)]
    return cut(out_bar, arrays, axis)


@transpose(np.stack, "arrays")
def _(out_bar, arrays, axis=0):
    rows = np.moveaxis(out_bar, axis, 0)
    return [rows[i] for i in range(len(arrays))]


@transpose(np.hstack, "tup")
def _(out_bar, tup):
    pieces = cut(out_bar, [np.atleast_1d(a) for a in tup], 0 if np.ndim(tup[0]) < 2 else 1)
    return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, tup, strict=True)]


@transpose(np.vstack, "tup")
def _(out_bar, tup):
    pieces = cut(out_bar, [np.atleast_2d(a) for a in tup], 0)
    return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, tup, strict=True)]


@transpose(np.dstack, "tup")
def _(out_bar, tup):
    pieces = cut(out_bar, [np.atleast_3d(a) for a in tup], 2)
    return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, tup, strict=True)]


@transpose(np.column_stack, "tup")
def _(out_bar, tup):
    pieces = cut(out_bar, [a if np.ndim(a) == 2 else np.reshape(a, (-1, 1)) for a in tup], 1)
    return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, tup, strict=True)]


@transpose(np.block, "arrays")
def _(out_bar, arrays):
    if not isinstance(arrays, list | tuple):
        return np.reshape(out_bar, np.shape(arrays))
    if not isinstance(arrays[0], list | tuple):
        pieces = cut(out_bar, [np.atleast_1d(a) for a in arrays], -1)
        return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, arrays, strict=True)]
    if isinstance(arrays[0][0], list | tuple):
        raise NotImplementedError("the derivative of np.block of lists nested more than twice")
    return [
        [
            np.reshape(piece, np.shape(a))
            for piece, a in zip(cut(band, [np.atleast_1d(a) for a in row], -1), row, strict=True)
        ]
        for band, row in zip(cut(out_bar, [np.atleast_2d(r[0]) for r in arrays], -2), arrays, strict=True)
    ]


# Linear in both operands together: the tangent and the transpose are both given.
@tangent(np.append)
def _(arr, arr_dot, values, axis=None):
    return np.append(arr_dot, np.zeros_like(values), axis)


@tangent(np.append)
def _(arr, values, values_dot, axis=None):
    return np.append(np.zeros_like(arr), values_dot, axis)


@transpose(np.append, "arr")
def _(out_bar, arr, values, axis=None):
    if axis is None:
        return np.reshape(out_bar[: np.size(arr)], np.shape(arr))
    return cut(out_bar, (arr, values), axis)[0]


@transpose(np.append, "values")
def _(out_bar, arr, values, axis=None):
    if axis is None:
        return np.reshape(out_bar[np.size(arr) :], np.shape(values))
    return cut(out_bar, (arr, values), axis)[1]


# Several arrays of one


@transpose(np.split, "ary", np.array_split)
def _(out_bar, ary, indices_or_sections, axis=0):
    return np.concatenate(out_bar, axis)


@transpose(np.vsplit, "ary")
def _(out_bar, ary, indices_or_sections):
    return np.concatenate(out_bar, 0)


@transpose(np.hsplit, "ary")
def _(out_bar, ary, indices_or_sections):
    return np.concatenate(out_bar, 0 if np.ndim(ary) == 1 else 1)


@transpose(np.dsplit, "ary")
def _(out_bar, ary, indices_or_sections):
    return np.concatenate(out_bar, 2)


# Evenly spaced numbers between two ends; each result is a mean of them, weighted by how far it lies. Linear
# in both ends together.


@tangent(np.linspace)
def _(start, start_dot, stop, num=50, endpoint=True, dtype=None, axis=0):
    return np.linspace(start_dot, np.zeros_like(stop), num, endpoint, dtype=dtype, axis=axis)


@tangent(np.linspace)
def _(start, stop, stop_dot, num=50, endpoint=True, dtype=None, axis=0):
    return np.linspace(np.zeros_like(start), stop_dot, num, endpoint, dtype=dtype, axis=axis)


@transpose(np.linspace, "start")
def _(out_bar, start, stop, num=50, endpoint=True, dtype=None, axis=0):
    share = np.linspace(1, 0, num, endpoint, dtype=out_bar.dtype)
    if np.ndim(start) == 0 and np.ndim(stop) == 0:
        return share @ out_bar
    return unbroadcast(np.tensordot(share, out_bar, (0, axis)), np.shape(start))


@transpose(np.linspace, "stop")
def _(out_bar, start, stop, num=50, endpoint=True, dtype=None, axis=0):
    share = 1 - np.linspace(1, 0, num, endpoint, dtype=out_bar.dtype)
    if np.ndim(start) == 0 and np.ndim(stop) == 0:
        return share @ out_bar
    return unbroadcast(np.tensordot(share, out_bar, (0, axis)), np.shape(stop))


constant([np.linspace], "num", "dtype")


@tangent(np.logspace)
def _(start, start_dot, stop, num=50, endpoint=True, base=10.0, axis=0, *, out):
    return np.log(base) * out * np.linspace(start_dot, np.zeros_like(stop), num, endpoint, axis=axis)


@tangent(np.logspace)
def _(start, stop, stop_dot, num=50, endpoint=True, base=10.0, axis=0, *, out):
    return np.log(base) * out * np.linspace(np.zeros_like(start), stop_dot, num, endpoint, axis=axis)


# The logarithms are those of np.linspace, for negative numbers too.
@tangent(np.geomspace)
def _(start, start_dot, stop, num=50, endpoint=True, axis=0, *, out):
    return out * np.linspace(start_dot / start, np.zeros_like(stop), num, endpoint, axis=axis)


@tangent(np.geomspace)
def _(start, stop, stop_dot, num=50, endpoint=True, axis=0, *, out):
    return out * np.linspace(np.zeros_like(start), stop_dot / stop, num, endpoint, axis=axis)


constant([np.logspace, np.geomspace], "num")


# With one argument, that is where to stop.
@tangent(np.arange)
def _(start, start_dot, stop=None, step=1, *, out):
    return start_dot * (np.zeros_like(out) if stop is None else np.ones_like(out))


@tangent(np.arange)
def _(start, stop=None, step=1, step_dot=0.0, *, out):
    return step_dot * np.arange(len(out))


constant([np.arange], "stop")
