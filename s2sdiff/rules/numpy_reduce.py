"""Derivatives of NumPy's reductions and running reductions.

An extremum that several elements attain is differentiated as the mean over them. A spread of zero, which
has no derivative, is given derivative zero: hence the division by inf. Functions whose result counts or
finds places are in numpy_constant.
"""

import numpy as np

from s2sdiff.rules.declare import tangent, transpose
from s2sdiff.rules.support import (
    counted,
    extent,
    extremum_dot,
    like,
    merge,
    neighbours,
    reorder,
    restored,
    spread,
    undiagonal,
    unreduce,
)

# Sums


@transpose(np.sum, "a")
def _(out_bar, a, axis=None, dtype=None, keepdims=False, where=None):
    a_bar = unreduce(out_bar if dtype is None else like(out_bar, a), np.shape(a), axis, keepdims)
    return a_bar if where is None else np.where(where, a_bar, 0)


@transpose(np.mean, "a")
def _(out_bar, a, axis=None, dtype=None, keepdims=False, where=None):
    out_bar = out_bar if dtype is None else like(out_bar, a)
    if where is None:
        return unreduce(out_bar / extent(a, axis), np.shape(a), axis, keepdims)
    count = counted(where, a, axis, keepdims)
    return np.where(where, unreduce(out_bar / count, np.shape(a), axis, keepdims), 0)


# Affine where there is an initial value: the spelling of np.sum with one.


@tangent(np.add.reduce)
def _(array, array_dot, axis=0, dtype=None, out=None, keepdims=False, initial=0, where=True):
    return np.sum(array_dot, axis, dtype, keepdims=keepdims, where=where)


@tangent(np.add.reduce)
def _(array, axis=0, dtype=None, out=None, keepdims=False, initial=0, initial_dot=0, where=True):
    return initial_dot + np.sum(np.zeros_like(array), axis, dtype, keepdims=keepdims)


@tangent(np.nansum)
def _(a, a_dot, axis=None, keepdims=False):
    return np.sum(np.where(np.isnan(a), 0, a_dot), axis, keepdims=keepdims)


@tangent(np.nanmean)
def _(a, a_dot, axis=None, keepdims=False):
    number = ~np.isnan(a)
    count = np.sum(number, axis, a.dtype, keepdims=keepdims)
    return np.sum(np.where(number, a_dot, 0), axis, keepdims=keepdims) / count


@transpose(np.cumsum, "a")
def _(out_bar, a, axis=None, dtype=None):
    out_bar = out_bar if dtype is None else like(out_bar, a)
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


# Weighted means. Weights of fewer axes lie along `axis`.


def weights_along(weights, a, axis):
    """The weights that np.average gives to what it takes together, so that they broadcast against `a`."""
    if np.ndim(weights) == np.ndim(a):
        return weights
    if not isinstance(axis, tuple):
        return np.reshape(weights, (-1,) + (1,) * (np.ndim(a) - 1 - axis % np.ndim(a)))
    order = tuple(sorted(range(len(axis)), key=lambda i: axis[i] % np.ndim(a)))
    taken = tuple(i % np.ndim(a) for i in axis)
    shape = tuple(np.shape(a)[i] if i in taken else 1 for i in range(np.ndim(a)))
    return np.reshape(np.transpose(weights, order), shape)


@transpose(np.average, "a")
def _(out_bar, a, axis=None, weights=None, keepdims=False):
    if weights is None:
        return unreduce(out_bar / extent(a, axis), np.shape(a), axis, keepdims)
    if np.ndim(weights) == np.ndim(a):
        return spread(out_bar / np.sum(weights, axis, keepdims=keepdims), axis, keepdims) * weights
    return spread(out_bar / np.sum(weights), axis, keepdims) * weights_along(weights, a, axis)


@tangent(np.average)
def _(a, weights_dot, axis=None, weights=None, keepdims=False, *, out):
    whole = np.ndim(weights) == np.ndim(a)
    total = np.sum(weights, axis, keepdims=keepdims) if whole else np.sum(weights)
    return np.sum(weights_along(weights_dot, a, axis) * (a - spread(out, axis, keepdims)), axis, keepdims=keepdims) / total


# Spreads


def deviations(a, a_dot, axis, keepdims, where):
    """How far each entry is from the mean, times its tangent; and how many entries there are."""
    if where is not None:
        a_dot = np.where(where, a_dot, 0)
        d = a - np.mean(a, axis, keepdims=True, where=where)
    else:
        d = a - np.mean(a, axis, keepdims=True)
    count = extent(a, axis) if where is None else counted(where, a, axis, keepdims)
    product = np.real(np.conj(d) * a_dot) if np.iscomplexobj(a) else d * a_dot
    return product, count


@tangent(np.var)
def _(a, a_dot, axis=None, ddof=0, keepdims=False, where=None):
    product, count = deviations(a, a_dot, axis, keepdims, where)
    return 2 * np.sum(product, axis, keepdims=keepdims) / (count - ddof)


@tangent(np.std)
def _(a, a_dot, axis=None, ddof=0, keepdims=False, where=None, *, out):
    product, count = deviations(a, a_dot, axis, keepdims, where)
    size = np.where(out == 0, np.inf, out)
    return np.sum(product, axis, keepdims=keepdims) / (size * (count - ddof))


def nan_var_dot(a, a_dot, axis, ddof, keepdims):
    """The tangent of the variance of what is a number in `a`."""
    number = ~np.isnan(a)
    product = np.where(number, (a - np.nanmean(a, axis, keepdims=True)) * a_dot, 0)
    count = np.sum(number, axis, a.dtype, keepdims=keepdims)
    return 2 * np.sum(product, axis, keepdims=keepdims) / (count - ddof)


@tangent(np.nanvar)
def _(a, a_dot, axis=None, ddof=0, keepdims=False):
    return nan_var_dot(a, a_dot, axis, ddof, keepdims)


@tangent(np.nanstd)
def _(a, a_dot, axis=None, ddof=0, keepdims=False, *, out):
    return 0.5 * nan_var_dot(a, a_dot, axis, ddof, keepdims) / np.where(out == 0, np.inf, out)


# Extrema


@tangent(np.max, np.amax, np.min, np.amin)
def _(a, a_dot, axis=None, keepdims=False, initial=None, where=None, *, out):
    if np.ndim(a) == 0 and initial is None:
        return a_dot
    return extremum_dot(a, a_dot, out, axis, keepdims, initial, where)


@tangent(np.max, np.amax, np.min, np.amin)
def _(a, axis=None, keepdims=False, initial=None, initial_dot=None, where=None, *, out):
    hit = a == spread(out, axis, keepdims)
    count = np.sum(hit if where is None else hit & where, axis, a.dtype, keepdims=keepdims)
    return np.where(out == initial, initial_dot, 0.0) / (count + (out == initial))


@tangent(np.nanmax, np.nanmin)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    if np.ndim(a) == 0:
        return a_dot
    return extremum_dot(a, a_dot, out, axis, keepdims)


@tangent(np.ptp)
def _(a, a_dot, axis=None, keepdims=False):
    top = np.max(a, axis, keepdims=keepdims)
    bottom = np.min(a, axis, keepdims=keepdims)
    return extremum_dot(a, a_dot, top, axis, keepdims) - extremum_dot(a, a_dot, bottom, axis, keepdims)


# A running extremum is the element at the last place so far that made it what it is; of equal ones, the first.


@tangent(np.maximum.accumulate, np.minimum.accumulate)
def _(array, array_dot, axis=0, *, out):
    if axis != 0:
        out, array_dot = np.moveaxis(out, axis, 0), np.moveaxis(array_dot, axis, 0)
    new = np.ones_like(out, dtype=bool)
    new[1:] = out[1:] != out[:-1]
    rows = np.reshape(np.arange(len(out)), (-1,) + (1,) * (np.ndim(out) - 1))
    out_dot = reorder(array_dot, np.maximum.accumulate(np.where(new, rows, 0)))
    return out_dot if axis == 0 else np.moveaxis(out_dot, 0, axis)


# Order statistics


@tangent(np.median)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    a_dot = reorder(merge(a_dot, axis), np.argsort(merge(a, axis), axis=0))
    n = len(a_dot)
    return restored(np.mean(a_dot[(n - 1) // 2 : n // 2 + 1], axis=0), out, keepdims)


# What is sorted has its nans at the end.
@tangent(np.nanmedian)
def _(a, a_dot, axis=None, keepdims=False, *, out):
    a = merge(a, axis)
    a_dot = reorder(merge(a_dot, axis), np.argsort(a, axis=0))
    n = np.sum(~np.isnan(a), axis=0, keepdims=True)
    out_dot = 0.5 * (reorder(a_dot, (n - 1) // 2)[0] + reorder(a_dot, n // 2)[0])
    return restored(out_dot, out, keepdims)


# The result lies on the line between two neighbours in the sorted array. Where it does depends on their number
# alone, not on what they are: the same quantile of 0, 1, 2, ... tells.


def place_of(q, n, method):
    """Where the quantile `q` of `n` sorted numbers lies among them."""
    if method == "linear":
        return (q if np.ndim(q) == 0 else np.asarray(q)) * (n - 1)
    return np.quantile(np.arange(0.0, n), q, method=method)


@tangent(np.quantile)
def _(a, a_dot, q, axis=None, method="linear", keepdims=False, *, out):
    a_dot = reorder(merge(a_dot, axis), np.argsort(merge(a, axis), axis=0))
    low, high, share = neighbours(place_of(q, len(a_dot), method), len(a_dot))
    if np.ndim(q) != 0:
        share = np.reshape(share.astype(a.dtype), np.shape(q) + (1,) * (np.ndim(a_dot) - 1))
    return restored((1 - share) * a_dot[low] + share * a_dot[high], out, keepdims)


# R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361: the place is q * (n + 1 - alpha - beta) and
# a constant, as far as that is between the ends. The other methods take steps.
@tangent(np.quantile)
def _(a, q, q_dot, axis=None, method="linear", keepdims=False, *, out):
    line = np.sort(merge(a, axis), axis=0)
    n = len(line)
    if method == "linear":
        rate = n - 1
    elif method == "weibull":
        rate = n + 1
    elif method == "median_unbiased":
        rate = n + 1 / 3
    elif method == "normal_unbiased":
        rate = n + 0.25
    elif method in ("hazen", "interpolated_inverted_cdf"):
        rate = n
    else:
        rate = 0
    place = place_of(q, n, method)
    low, high, _share = neighbours(place, n)
    rate_dot = rate * q_dot if method == "linear" else rate * ((place > 0) & (place < n - 1)) * q_dot
    if np.ndim(q) != 0:
        rate_dot = np.reshape(rate_dot, np.shape(q) + (1,) * (np.ndim(line) - 1))
    return restored((line[high] - line[low]) * rate_dot, out, keepdims)


@tangent(np.nanquantile)
def _(a, a_dot, q, axis=None, method="linear", keepdims=False, *, out):
    if method != "linear" or np.ndim(q) != 0:
        raise NotImplementedError("the derivative of np.nanquantile with a method, or at several places")
    a = merge(a, axis)
    a_dot = reorder(merge(a_dot, axis), np.argsort(a, axis=0))
    n = np.sum(~np.isnan(a), axis=0, keepdims=True)
    place = q * (n - 1)
    low = np.maximum(np.floor(place), 0).astype(int)
    high = np.minimum(low + 1, np.maximum(n - 1, 0))
    share = (place - low).astype(a_dot.dtype)
    out_dot = ((1 - share) * reorder(a_dot, low) + share * reorder(a_dot, high))[0]
    return restored(out_dot, out, keepdims)


@tangent(np.logaddexp.reduce)
def _(array, array_dot, axis=0, *, out):
    return np.sum(np.exp(array - spread(out, axis, False)) * array_dot, axis)


# A segment that ends before it begins is one element.
@transpose(np.add.reduceat, "array")
def _(out_bar, array, indices, axis=0):
    bar, array_bar = np.moveaxis(out_bar, axis, 0), np.zeros_like(np.moveaxis(array, axis, 0))
    for k in range(len(indices)):
        last = indices[k + 1] if k + 1 < len(indices) else len(array_bar)
        array_bar[indices[k] : max(last, indices[k] + 1)] += bar[k]
    return np.moveaxis(array_bar, 0, axis)


# Products. No division, so that an element may be zero, in derivatives of any order.


@tangent(np.prod)
def _(a, a_dot, axis=None, dtype=None, keepdims=False, initial=None, where=None, *, out):
    a = merge(a if where is None else np.where(where, a, 1), axis)
    a_dot = merge(a_dot if where is None else np.where(where, a_dot, 0), axis)
    one = np.ones_like(a[:1])
    before = np.cumprod(np.concatenate((one, a[:-1])), axis=0)
    after = np.cumprod(np.concatenate((one, a[:0:-1])), axis=0)[::-1]
    out_dot = np.sum(before * after * a_dot, axis=0)
    return restored(out_dot if initial is None else initial * out_dot, out, keepdims)


@tangent(np.prod)
def _(a, axis=None, dtype=None, keepdims=False, initial=None, initial_dot=None, where=None):
    return initial_dot * np.prod(a if where is None else np.where(where, a, 1), axis, keepdims=keepdims)


# At [i, k] of `factor` is the product up to k of the elements other than i: quadratic in their number.
@tangent(np.cumprod)
def _(a, a_dot, axis=None, dtype=None):
    a = merge(a, axis)
    square = (len(a), len(a)) + (1,) * (np.ndim(a) - 1)
    same = np.reshape(np.eye(len(a), dtype=bool), square)
    reached = np.reshape(np.triu(np.ones((len(a), len(a)), dtype=bool)), square)
    factor = np.where(reached, np.cumprod(np.where(same, 1, a), axis=1), 0)
    out_dot = np.sum(factor * merge(a_dot, axis)[:, None], axis=0)
    return out_dot if axis is None else np.moveaxis(out_dot, 0, axis)
