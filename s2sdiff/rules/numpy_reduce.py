"""Derivatives of NumPy's reductions and running reductions.

An extremum that several elements attain is differentiated as the mean over them. A spread of zero, which
has no derivative, is given derivative zero: hence the division by inf. Functions whose result counts or
finds places are in numpy_constant.
"""

import numpy as np

from s2sdiff.rules.declare import tangent, transpose
from s2sdiff.rules.support import extent, extremum_dot, merge, reorder, spread, undiagonal, unreduce

# Sums


@transpose(np.sum, "a")
def _(out_bar, a, axis=None, keepdims=False):
    return unreduce(out_bar, np.shape(a), axis, keepdims)


@transpose(np.mean, "a")
def _(out_bar, a, axis=None, keepdims=False):
    return unreduce(out_bar / extent(a, axis), np.shape(a), axis, keepdims)


@tangent(np.nansum)
def _(a, a_dot, axis=None, keepdims=False):
    return np.sum(np.where(np.isnan(a), 0, a_dot), axis, keepdims=keepdims)


@tangent(np.nanmean)
def _(a, a_dot, axis=None, keepdims=False):
    number = ~np.isnan(a)
    count = np.sum(number, axis, a.dtype, keepdims=keepdims)
    return np.sum(np.where(number, a_dot, 0), axis, keepdims=keepdims) / count


@transpose(np.cumsum, "a")
def _(out_bar, a, axis=None):
    if np.ndim(a) == 1:
        return np.cumsum(out_bar[::-1])[::-1]
    if axis is None:
        return np.reshape(np.cumsum(out_bar[::-1])[::-1], np.shape(a))
    return np.flip(np.cumsum(np.flip(out_bar, axis), axis), axis)


@transpose(np.trace, "a")
def _(out_bar, a, offset=0, axis1=0, axis2=1):
    if np.ndim(a) == 2 and axis1 == 0 and axis2 == 1:
        return out_bar * np.eye(*np.shape(a), k=offset, dtype=a.dtype)
    return undiagonal(np.expand_dims(out_bar, -1), a, offset, axis1, axis2)


# Weighted means. A vector of weights lies along `axis`.


@transpose(np.average, "a")
def _(out_bar, a, axis=None, weights=None, keepdims=False):
    if weights is None:
        return unreduce(out_bar / extent(a, axis), np.shape(a), axis, keepdims)
    if np.ndim(weights) == np.ndim(a):
        return spread(out_bar / np.sum(weights, axis, keepdims=keepdims), axis, keepdims) * weights
    w = np.reshape(weights, (-1,) + (1,) * (np.ndim(a) - 1 - axis % np.ndim(a)))
    return spread(out_bar / np.sum(weights), axis, keepdims) * w


@tangent(np.average)
def _(a, weights_dot, axis=None, weights=None, keepdims=False, *, out):
    if np.ndim(weights) == np.ndim(a):
        w_dot, total = weights_dot, np.sum(weights, axis, keepdims=keepdims)
    else:
        w_dot = np.reshape(weights_dot, (-1,) + (1,) * (np.ndim(a) - 1 - axis % np.ndim(a)))
        total = np.sum(weights)
    return np.sum(w_dot * (a - spread(out, axis, keepdims)), axis, keepdims=keepdims) / total


# Spreads


@tangent(np.var)
def _(a, a_dot, axis=None, ddof=0, keepdims=False):
    d = a - np.mean(a, axis, keepdims=True)
    product = np.real(np.conj(d) * a_dot) if np.iscomplexobj(a) else d * a_dot
    return 2 * np.sum(product, axis, keepdims=keepdims) / (extent(a, axis) - ddof)


@tangent(np.std)
def _(a, a_dot, axis=None, ddof=0, keepdims=False, *, out):
    d = a - np.mean(a, axis, keepdims=True)
    product = np.real(np.conj(d) * a_dot) if np.iscomplexobj(a) else d * a_dot
    size = np.where(out == 0, np.inf, out)
    return np.sum(product, axis, keepdims=keepdims) / (size * (extent(a, axis) - ddof))


# Extrema


@tangent(np.max, np.amax, np.min, np.amin, np.nanmax, np.nanmin)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    return extremum_dot(a, a_dot, out, axis, keepdims)


@tangent(np.ptp)
def _(a, a_dot, axis=None, keepdims=False):
    top = np.max(a, axis, keepdims=keepdims)
    bottom = np.min(a, axis, keepdims=keepdims)
    return extremum_dot(a, a_dot, top, axis, keepdims) - extremum_dot(a, a_dot, bottom, axis, keepdims)


# Order statistics


@tangent(np.median)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    a_dot = reorder(merge(a_dot, axis), np.argsort(merge(a, axis), axis=0))
    n = len(a_dot)
    out_dot = 0.5 * (a_dot[(n - 1) // 2] + a_dot[n // 2])
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot


# The result lies on the line between two neighbours in the sorted array: see np.quantile, method "linear".
@tangent(np.quantile)
def _(a, a_dot, q, axis=None, method="linear", keepdims=False, *, out):
    if method != "linear":
        raise NotImplementedError("the derivative of np.quantile with a method other than 'linear'")
    a_dot = reorder(merge(a_dot, axis), np.argsort(merge(a, axis), axis=0))
    place = np.asarray(q) * (len(a_dot) - 1)
    low = np.clip(np.floor(place), 0, max(len(a_dot) - 2, 0)).astype(int)
    high = np.minimum(low + 1, len(a_dot) - 1)
    share = np.reshape((place - low).astype(a.dtype), np.shape(q) + (1,) * (np.ndim(a_dot) - 1))
    out_dot = (1 - share) * a_dot[low] + share * a_dot[high]
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot


@tangent(np.quantile)
def _(a, q, q_dot, axis=None, method="linear", keepdims=False, *, out):
    if method != "linear":
        raise NotImplementedError("the derivative of np.quantile with a method other than 'linear'")
    line = np.sort(merge(a, axis), axis=0)
    low = np.clip(np.floor(np.asarray(q) * (len(line) - 1)), 0, max(len(line) - 2, 0)).astype(int)
    slope = (len(line) - 1) * (line[np.minimum(low + 1, len(line) - 1)] - line[low])
    out_dot = slope * np.reshape(q_dot, np.shape(q) + (1,) * (np.ndim(line) - 1))
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot


# Products. No division, so that an element may be zero, in derivatives of any order.


@tangent(np.prod)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    a = merge(a, axis)
    one = np.ones_like(a[:1])
    before = np.cumprod(np.concatenate((one, a[:-1])), axis=0)
    after = np.cumprod(np.concatenate((one, a[:0:-1])), axis=0)[::-1]
    out_dot = np.sum(before * after * merge(a_dot, axis), axis=0)
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot


# At [i, k] of `factor` is the product up to k of the elements other than i: quadratic in their number.
@tangent(np.cumprod)
def _(a, a_dot, axis=None):
    a = merge(a, axis)
    square = (len(a), len(a)) + (1,) * (np.ndim(a) - 1)
    same = np.reshape(np.eye(len(a), dtype=bool), square)
    reached = np.reshape(np.triu(np.ones((len(a), len(a)), dtype=bool)), square)
    factor = np.where(reached, np.cumprod(np.where(same, 1, a), axis=1), 0)
    out_dot = np.sum(factor * merge(a_dot, axis)[:, None], axis=0)
    return out_dot if axis is None else np.moveaxis(out_dot, 0, axis)
