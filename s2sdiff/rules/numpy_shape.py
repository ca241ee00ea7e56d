"""Transposes of the NumPy functions that rearrange, copy, cut out or repeat the elements of one array.

Of the parameter that a transpose is for it reads the shape and the dtype, never the elements.
A rule that raises for the arguments given refuses them, in both modes.
"""

import numpy as np

from s2sdiff.rules.declare import constant, idle, tangent, transpose
from s2sdiff.rules.support import (
    along,
    interior,
    interleave,
    inverse_axes,
    like,
    pad_pairs,
    unbroadcast,
    undiagonal,
    unpad,
)

# Copies and conversions


@transpose(unbroadcast, "x_bar")
def _(out_bar, x_bar, shape):
    return np.broadcast_to(out_bar, np.shape(x_bar))


@transpose(np.copy, "a", np.ascontiguousarray, np.asfortranarray)
def _(out_bar, a):
    return out_bar


@transpose(np.float64, "value", np.float32)
def _(out_bar, value):
    return out_bar


@tangent(np.complex128, np.complex64)
def _(real, real_dot):
    return real_dot


@transpose(np.asarray, "a", np.asanyarray)
def _(out_bar, a, dtype=None):
    if dtype is None:
        return out_bar
    if not np.issubdtype(dtype, np.inexact):
        raise NotImplementedError("the derivative of a conversion to numbers that are not floating")
    return like(out_bar, a)


@transpose(np.array, "object")
def _(out_bar, object, dtype=None, copy=True, ndmin=0):
    out_bar = np.reshape(out_bar, np.shape(object)) if ndmin > 0 else out_bar
    if dtype is None:
        return out_bar
    if not np.issubdtype(dtype, np.inexact):
        raise NotImplementedError("the derivative of a conversion to numbers that are not floating")
    return like(out_bar, object)


@transpose(np.full, "fill_value")
def _(out_bar, shape, fill_value):
    return np.sum(out_bar) if np.ndim(fill_value) == 0 else unbroadcast(out_bar, np.shape(fill_value))


@transpose(np.full_like, "fill_value")
def _(out_bar, a, fill_value):
    if not np.issubdtype(a.dtype, np.inexact):
        raise NotImplementedError("the derivative of a conversion to numbers that are not floating")
    return np.sum(out_bar) if np.ndim(fill_value) == 0 else unbroadcast(out_bar, np.shape(fill_value))


constant([np.full], "shape")
constant([np.full_like], "a")

# Axes and shapes


@transpose(np.reshape, "a")
def _(out_bar, a, shape, order="C"):
    if order not in ("C", "F"):
        raise NotImplementedError("the derivative of np.reshape in an order that depends on the memory")
    return np.reshape(out_bar, np.shape(a)) if order == "C" else np.reshape(out_bar, np.shape(a), order)


@transpose(np.ravel, "a")
def _(out_bar, a, order="C"):
    if order not in ("C", "F"):
        raise NotImplementedError("the derivative of np.ravel in an order that depends on the memory")
    return np.reshape(out_bar, np.shape(a)) if order == "C" else np.reshape(out_bar, np.shape(a), order)


@transpose(np.transpose, "a")
def _(out_bar, a, axes=None):
    return np.transpose(out_bar) if axes is None else np.transpose(out_bar, inverse_axes(axes))


@transpose(np.swapaxes, "a")
def _(out_bar, a, axis1, axis2):
    return np.swapaxes(out_bar, axis1, axis2)


@transpose(np.moveaxis, "a")
def _(out_bar, a, source, destination):
    return np.moveaxis(out_bar, destination, source)


@transpose(np.rollaxis, "a")
def _(out_bar, a, axis, start=0):
    axis = axis % np.ndim(a)
    start = start + np.ndim(a) if start < 0 else start
    return np.moveaxis(out_bar, start - 1 if axis < start else start, axis)


@transpose(np.squeeze, "a")
def _(out_bar, a, axis=None):
    return np.reshape(out_bar, np.shape(a)) if axis is None else np.expand_dims(out_bar, axis)


@transpose(np.expand_dims, "a")
def _(out_bar, a, axis):
    return np.squeeze(out_bar, axis)


@transpose(np.atleast_1d, "arys", np.atleast_2d, np.atleast_3d)
def _(out_bar, arys):
    return np.reshape(out_bar, np.shape(arys))


@transpose(np.broadcast_to, "array")
def _(out_bar, array, shape):
    return unbroadcast(out_bar, np.shape(array)) if np.ndim(out_bar) else out_bar


# Orders


@transpose(np.flip, "m")
def _(out_bar, m, axis=None):
    return np.flip(out_bar, axis)


@transpose(np.fliplr, "m")
def _(out_bar, m):
    return np.fliplr(out_bar)


@transpose(np.flipud, "m")
def _(out_bar, m):
    return np.flipud(out_bar)


@transpose(np.rot90, "m")
def _(out_bar, m, k=1, axes=(0, 1)):
    return np.rot90(out_bar, -k, axes)


@transpose(np.roll, "a")
def _(out_bar, a, shift, axis=None):
    return np.roll(out_bar, tuple(-n for n in shift) if isinstance(shift, tuple) else -shift, axis)


idle([np.sort], "kind", "stable")


@tangent(np.sort)
def _(a, a_dot, axis=-1):
    if axis is None:
        return np.ravel(a_dot)[np.argsort(a, None)]
    if np.ndim(a) == 1:
        return a_dot[np.argsort(a)]
    return np.take_along_axis(a_dot, np.argsort(a, axis), axis)


# The places of `out` are found by rank, for np.argpartition need not arrange equally what np.partition does.
@tangent(np.partition)
def _(a, a_dot, kth, axis=-1, *, out):
    place = -1 if axis is None else axis
    a, a_dot = (np.ravel(a), np.ravel(a_dot)) if axis is None else (a, a_dot)
    rank = np.argsort(np.argsort(out, place), place)
    return np.take_along_axis(a_dot, np.take_along_axis(np.argsort(a, place), rank, place), place)


# Repetitions


@transpose(np.tile, "A")
def _(out_bar, A, reps):
    reps = reps if isinstance(reps, tuple | list) else (reps,)
    blocks = np.reshape(out_bar, interleave(reps, np.shape(A)))
    return np.reshape(np.sum(blocks, axis=tuple(range(0, np.ndim(blocks), 2))), np.shape(A))


@transpose(np.repeat, "a")
def _(out_bar, a, repeats, axis=None):
    if axis is None and np.ndim(repeats) == 0:
        return np.reshape(np.sum(np.reshape(out_bar, (np.size(a), repeats)), axis=1), np.shape(a))
    if axis is None:
        a_bar = np.zeros(np.size(a), a.dtype)
        np.add.at(a_bar, np.repeat(np.arange(np.size(a)), repeats), out_bar)
        return np.reshape(a_bar, np.shape(a))
    a_bar = np.zeros_like(a)
    places = np.repeat(np.arange(np.shape(a)[axis]), repeats)
    np.add.at(a_bar, along(axis, np.ndim(a), places), out_bar)
    return a_bar


# The other values that np.pad fills with are copies of elements, which the array of their places tells.
@tangent(np.pad)
def _(array, pad_width, mode="constant", constant_values=0, constant_values_dot=0):
    return np.pad(np.zeros_like(array), pad_width, constant_values=constant_values_dot)


@transpose(np.pad, "constant_values")
def _(out_bar, array, pad_width, mode="constant", constant_values=0):
    if isinstance(constant_values, tuple | list):
        raise NotImplementedError("the derivative of np.pad by several values to fill with")
    return np.sum(out_bar * np.pad(np.zeros_like(array), pad_width, constant_values=1))


@tangent(np.pad)
def _(array, array_dot, pad_width, mode="constant", constant_values=0):
    if mode not in ("constant", "edge", "reflect", "symmetric", "wrap"):
        raise NotImplementedError("the derivative of np.pad in a mode that computes what it fills with")
    return np.pad(array_dot, pad_width, mode)


@transpose(np.pad, "array")
def _(out_bar, array, pad_width, mode="constant", constant_values=0):
    if mode == "constant":
        return out_bar[interior(np.shape(array), pad_width)]
    if mode not in ("edge", "reflect", "symmetric", "wrap"):
        raise NotImplementedError("the derivative of np.pad in a mode that computes what it fills with")
    return unpad(out_bar, array, pad_pairs(pad_width, np.ndim(array)), mode)


# Diagonals and triangles


@transpose(np.diag, "v")
def _(out_bar, v, k=0):
    return np.diag(out_bar, k) if np.ndim(v) == 1 else undiagonal(out_bar, v, k, 0, 1)


@transpose(np.diagonal, "a")
def _(out_bar, a, offset=0, axis1=0, axis2=1):
    return undiagonal(out_bar, a, offset, axis1, axis2)


@transpose(np.diagflat, "v")
def _(out_bar, v, k=0):
    return np.reshape(np.diag(out_bar, k), np.shape(v))


@transpose(np.tril, "m")
def _(out_bar, m, k=0):
    return np.sum(np.tril(out_bar, k), axis=0) if np.ndim(m) == 1 else np.tril(out_bar, k)


@transpose(np.triu, "m")
def _(out_bar, m, k=0):
    return np.sum(np.triu(out_bar, k), axis=0) if np.ndim(m) == 1 else np.triu(out_bar, k)


# Selections. An index may occur more than once.


@transpose(np.take, "a")
def _(out_bar, a, indices, axis=None, mode="raise"):
    indices = list(indices) if isinstance(indices, tuple) else indices
    n = np.size(a) if axis is None else np.shape(a)[axis]
    if mode == "clip":
        indices = np.clip(indices, 0, n - 1)
    elif mode == "wrap":
        indices = np.mod(indices, n)
    if axis is None and np.ndim(a) != 1:
        a_bar = np.zeros(np.size(a), a.dtype)
        np.add.at(a_bar, indices, out_bar)
        return np.reshape(a_bar, np.shape(a))
    a_bar = np.zeros_like(a)
    np.add.at(a_bar, indices if np.ndim(a) == 1 else along(axis, np.ndim(a), indices), out_bar)
    return a_bar


@transpose(np.take_along_axis, "arr")
def _(out_bar, arr, indices, axis=-1):
    if axis is None:
        arr_bar = np.zeros(np.size(arr), arr.dtype)
        np.add.at(arr_bar, indices, out_bar)
        return np.reshape(arr_bar, np.shape(arr))
    arr_bar = np.zeros_like(arr, out_bar.dtype)
    axis = axis % np.ndim(arr)
    grid = np.indices(np.shape(arr), sparse=True)
    np.add.at(arr_bar, (*grid[:axis], indices, *grid[axis + 1 :]), out_bar)
    return arr_bar
