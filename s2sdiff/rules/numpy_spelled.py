"""Functions of NumPy that are other functions of NumPy in a row, spelled out.

What a body computes has the same bits as what NumPy computes.
"""

import numpy as np

from s2sdiff.rules.declare import spelled
from s2sdiff.rules.support import extent

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
    if axis is not None and np.ndim(arr) != 1:
        return insert_along(arr, obj, values, axis % np.ndim(arr))
    n = np.size(arr)
    if np.ndim(values) == 0:
        return np.append(arr, values)[np.insert(np.arange(n), obj, n)]
    return np.append(arr, values)[np.insert(np.arange(n), obj, n + np.arange(len(values)))]


def insert_along(arr, obj, values, axis):
    """Whole slices across an axis that are inserted, of several axes."""
    shape = np.shape(arr)
    if np.ndim(obj) == 0:
        values = np.reshape(values, (1,) * (np.ndim(arr) - np.ndim(values)) + np.shape(values))
        values = np.moveaxis(values, 0, axis)
        count = np.shape(values)[axis]
    else:
        count = np.size(obj)
    more = np.broadcast_to(values, (*shape[:axis], count, *shape[axis + 1 :]))
    order = np.insert(np.arange(shape[axis]), obj, shape[axis] + np.arange(count))
    return np.take(np.concatenate((arr, more), axis), order, axis)


@spelled(np.resize)
def resize(a, new_shape):
    return np.ravel(a)[np.resize(np.arange(np.size(a)), new_shape)]


@spelled(np.unique)
def unique(ar, return_index=False, return_inverse=False, return_counts=False):
    flat = np.ravel(ar)
    order = np.argsort(flat, kind="stable")
    line = flat[order]
    first = np.ones(len(line), dtype=bool)
    first[1:] = line[1:] != line[:-1]
    if not (return_index or return_inverse or return_counts):
        return line[first]
    found = (line[first],)
    if return_index:
        found += (order[first],)
    if return_inverse:
        found += (np.reshape((np.cumsum(first) - 1)[np.argsort(order)], np.shape(ar)),)
    if return_counts:
        found += (np.diff(np.append(np.flatnonzero(first), len(line))),)
    return found


@spelled(np.choose)
def choose(a, choices):
    found = choices[0]
    for k in range(1, len(choices)):
        found = np.where(np.equal(a, k), choices[k], found)
    return np.broadcast_to(found, np.broadcast_shapes(np.shape(a), np.shape(found))).copy()


@spelled(np.clip, where="min max")
def clip(a, a_min=None, a_max=None, min=None, max=None):
    return np.clip(a, a_min if min is None else min, a_max if max is None else max)


@spelled(np.real_if_close)
def real_if_close(a, tol=100):
    if np.iscomplexobj(a):
        raise NotImplementedError("np.real_if_close of complex numbers")
    return np.asarray(a)


@spelled(np.trim_zeros)
def trim_zeros(filt):
    places = np.flatnonzero(filt)
    first, end = (places[0], places[-1] + 1) if len(places) > 0 else (0, 0)
    return filt[first:end]


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
    return np.broadcast_to(value, end_shape(a, axis))


def end_shape(a, axis):
    """The shape of the first, or of the last, entries along an axis."""
    return tuple(1 if k == axis % np.ndim(a) else np.shape(a)[k] for k in range(np.ndim(a)))


if hasattr(np, "cumulative_sum"):  # since NumPy 2.1

    @spelled(np.cumulative_prod)
    def cumulative_prod(x, axis=None, include_initial=False):
        along = axis_of(x, axis)
        total = np.cumprod(x, along)
        return np.concatenate((np.ones(end_shape(x, along), total.dtype), total), along) if include_initial else total

    @spelled(np.cumulative_sum)
    def cumulative_sum(x, axis=None, include_initial=False):
        along = axis_of(x, axis)
        total = np.cumsum(x, along)
        return np.concatenate((np.zeros(end_shape(x, along), total.dtype), total), along) if include_initial else total

    def axis_of(x, axis):
        """The axis to go along, which only a vector need not name."""
        if axis is None and np.ndim(x) != 1:
            raise NotImplementedError("cumulative sums and products of a matrix without an axis")
        return 0 if axis is None else axis


@spelled(np.ediff1d, where="to_begin to_end")
def ediff1d(ary, to_end=None, to_begin=None):
    d = np.ediff1d(ary)
    d = d if to_begin is None else np.concatenate((np.ravel(to_begin), d))
    return d if to_end is None else np.concatenate((d, np.ravel(to_end)))


@spelled(np.cross, where="axisa axisb axisc")
def cross_along(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if axis is not None:  # it stands for all three
        return np.cross(a, b, axis=axis)
    return np.moveaxis(np.cross(np.moveaxis(a, axisa, -1), np.moveaxis(b, axisb, -1)), -1, axisc)


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


# Interpolation beyond the ends


@spelled(np.interp, where="left right period")
def interp(x, xp, fp, left=None, right=None, period=None):
    xp, fp = np.asarray(xp), np.asarray(fp)
    if period is not None:
        period = abs(period)
        x, xp = np.mod(x, period), np.mod(xp, period)
        order = np.argsort(xp)
        xp, fp = xp[order], fp[order]
        xp = np.concatenate((xp[-1:] - period, xp, xp[:1] + period))
        return np.interp(x, xp, np.concatenate((fp[-1:], fp, fp[:1])))
    y = np.interp(x, xp, fp)
    if np.ndim(x) == 0:
        below = fp[0] if left is None else left
        above = fp[-1] if right is None else right
        return below if x < xp[0] else above if x > xp[-1] else y
    if left is not None:
        y = np.where(x < xp[0], left, y)
    return y if right is None else np.where(x > xp[-1], right, y)


# Statistics


@spelled(np.average, where="returned")
def average(a, axis=None, weights=None, returned=False, keepdims=False):
    mean = np.average(a, axis, weights, keepdims=keepdims)
    if not returned:
        return mean
    if weights is None:
        return mean, np.size(a) / np.size(mean) + 0 * mean
    whole = np.ndim(weights) == np.ndim(a)
    return mean, np.sum(weights, axis, keepdims=keepdims) if whole else np.sum(weights) + 0 * mean


@spelled(np.cov, where="fweights aweights")
def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None):
    x = np.array(m, ndmin=2) if np.ndim(m) < 2 else m
    x = x if rowvar or np.ndim(m) == 1 else x.T
    if y is not None:
        z = np.array(y, ndmin=2) if np.ndim(y) < 2 else y
        x = np.concatenate((x, z if rowvar or np.ndim(y) == 1 else z.T), axis=0)
    if ddof is None:
        ddof = 0 if bias else 1
    if fweights is None:
        w = aweights
    else:
        w = np.asarray(fweights, dtype=float) if aweights is None else fweights * np.asarray(aweights)
    total = np.sum(w)
    if ddof == 0:
        fact = total
    elif aweights is None:
        fact = total - ddof
    else:
        fact = total - ddof * np.sum(w * aweights) / total
    d = x - np.average(x, axis=1, weights=w)[:, None]
    return np.squeeze(np.dot(d, np.conj((d * w).T)) * np.true_divide(1, fact))


@spelled(np.histogram, where="density")
def histogram(a, bins=10, range=None, density=None, weights=None):
    n, edges = np.histogram(a, bins, range, weights=weights)
    if not density:
        return n, edges
    return n / np.diff(edges).astype(float) / np.sum(n), edges


# Reductions: with what they start from, and of what is a number


@spelled(np.sum, where="initial")
def sum_(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True):
    return np.add.reduce(a, axis, dtype, out, keepdims, initial, where)


@spelled(np.nanprod)
def nanprod(a, axis=None, keepdims=False):
    return np.prod(np.where(np.isnan(a), 1, a), axis, keepdims=keepdims)


@spelled(np.nancumsum)
def nancumsum(a, axis=None):
    return np.cumsum(np.where(np.isnan(a), 0, a), axis)


@spelled(np.nancumprod)
def nancumprod(a, axis=None):
    return np.cumprod(np.where(np.isnan(a), 1, a), axis)


@spelled(np.var, where="correction mean")
def var(a, axis=None, ddof=0, keepdims=False, correction=None, mean=None):
    freedom = ddof if correction is None else correction
    if mean is None:
        return np.var(a, axis, ddof=freedom, keepdims=keepdims)
    d = a - mean
    return np.sum(d * d, axis, keepdims=keepdims) / np.maximum(extent(a, axis) - freedom, 0)


@spelled(np.std, where="correction mean")
def std(a, axis=None, ddof=0, keepdims=False, correction=None, mean=None):
    freedom = ddof if correction is None else correction
    if mean is None:
        return np.std(a, axis, ddof=freedom, keepdims=keepdims)
    return np.sqrt(np.var(a, axis, ddof=freedom, keepdims=keepdims, mean=mean))


@spelled(np.multiply.reduceat)
def multiply_reduceat(array, indices, axis=0):
    return of_segments(np.multiply, array, indices, axis)


@spelled(np.maximum.reduceat)
def maximum_reduceat(array, indices, axis=0):
    return of_segments(np.maximum, array, indices, axis)


@spelled(np.minimum.reduceat)
def minimum_reduceat(array, indices, axis=0):
    return of_segments(np.minimum, array, indices, axis)


def of_segments(ufunc, array, indices, axis):
    """What `reduceat` of a ufunc gives: a segment that ends before it begins is one element."""
    lines = np.moveaxis(array, axis, 0)
    found = np.zeros((len(indices), *np.shape(lines)[1:]), lines.dtype)
    for k in range(len(indices)):
        last = indices[k + 1] if k + 1 < len(indices) else len(lines)
        found[k] = ufunc.reduce(lines[indices[k] : max(last, indices[k] + 1)], 0)
    return np.moveaxis(found, 0, axis)


@spelled(np.apply_over_axes)
def apply_over_axes(func, a, axes):
    val = np.asarray(a)
    for axis in axes if isinstance(axes, tuple | list) else (axes,):
        found = func(val, axis % np.ndim(a))
        val = found if np.ndim(found) == np.ndim(val) else np.expand_dims(found, axis % np.ndim(a))
    return val


def hundredth(q):
    """The share of `q` in a hundred."""
    return q / 100 if np.ndim(q) == 0 else np.true_divide(q, 100)


@spelled(np.percentile)
def percentile(a, q, axis=None, method="linear", keepdims=False):
    return np.quantile(a, hundredth(q), axis, method=method, keepdims=keepdims)


@spelled(np.nanpercentile)
def nanpercentile(a, q, axis=None, method="linear", keepdims=False):
    return np.nanquantile(a, hundredth(q), axis, method=method, keepdims=keepdims)
