"""Helpers that rule bodies call: plain NumPy, self-contained, copied into a generated module that needs one.

Those under *Plans* take and return plain ints, tuples and strings only: where their arguments are known
when a program is compiled, so is their result.
"""

import numpy as np

# Plans


def along(axis, ndim, item):
    """The subscript that applies `item` to one axis of an array and takes the others whole."""
    return (slice(None),) * (axis % ndim) + (item,)


def inverse_axes(axes):
    """The axes that undo a transposition by `axes`."""
    return tuple(sorted(range(len(axes)), key=lambda i: axes[i] % len(axes)))


def pad_pairs(pad_width, ndim):
    """The widths before and after each axis, from any form that np.pad accepts."""
    return np.broadcast_to(pad_width, (ndim, 2)).tolist()


def interior(shape, pad_width):
    """The subscript that takes an array of `shape` out of what np.pad made of it."""
    return tuple(slice(b, b + n) for n, (b, _) in zip(shape, pad_pairs(pad_width, len(shape)), strict=True))


def interleave(first, second):
    """Two shapes of the same or of different length, axis by axis: (a, b), (c, d) gives (a, c, b, d)."""
    n = max(len(first), len(second))
    first, second = (1,) * (n - len(first)) + tuple(first), (1,) * (n - len(second)) + tuple(second)
    return sum(zip(first, second, strict=True), ())


def tensordot_axes(ndim_a, ndim_b, axes):
    """The contracted axes of both operands of np.tensordot, then their free axes; all counted from 0."""
    if isinstance(axes, int):
        axes = (tuple(range(ndim_a - axes, ndim_a)), tuple(range(axes)))
    both = [
        tuple(i % n for i in ([each] if isinstance(each, int) else each))
        for each, n in zip(axes, (ndim_a, ndim_b), strict=True)
    ]
    free = [tuple(i for i in range(n) if i not in c) for c, n in zip(both, (ndim_a, ndim_b), strict=True)]
    return *both, *free


def tensordot_order(before, summed, other, after=()):
    """The axes that undo a transpose of np.tensordot: `summed` came in the order of the `other` operand's axes."""
    return inverse_axes((*before, *(summed[other.index(i)] for i in sorted(other)), *after))


def einsum_transposed(subscripts, ndims, k):
    """How the cotangent of operand `k` of np.einsum is made of that of the result.

    Returns the subscripts of the einsum whose operands are the result's cotangent, the other operands, a
    vector of ones for each axis in the second item (an axis that was summed alone) and an identity matrix
    for each axis in the third (a label that the operand repeats).
    """
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    fresh = [c for c in map(chr, range(65, 123)) if c.isalpha() and c not in subscripts]
    terms = inputs.split(",")
    spare = [n - len(t.replace("...", "")) if "..." in t else 0 for t, n in zip(terms, ndims, strict=True)]
    dots = "".join(fresh.pop() for _ in range(max(spare)))
    if not arrow:
        letters = inputs.replace(".", "").replace(",", "")
        output = "..." + "".join(sorted(c for c in letters if letters.count(c) == 1))
    terms = [t.replace("...", dots[len(dots) - n :]) for t, n in zip(terms, spare, strict=True)]
    given = [output.replace("...", dots), *terms[:k], *terms[k + 1 :]]
    term, alone, repeated, extra = "", [], [], []
    for i, c in enumerate(terms[k]):
        if c in term:
            term, pair = term + fresh[-1], c + fresh.pop()
            repeated.append(i)
            extra.append(pair)
            continue
        term += c
        if c not in "".join(given) and terms[k].count(c) == 1:
            alone.append(i)
            given.append(c)
    return ",".join(given + extra) + "->" + term, tuple(alone), tuple(repeated)


# Arrays


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def unbroadcast_beside(x_bar, x, axis):
    """The cotangent `x_bar` of `x`, whose axes beside `axis` were broadcast, summed back to the shape of `x`."""
    if axis == -1 or np.ndim(x_bar) == np.ndim(x):
        return unbroadcast(x_bar, np.shape(x))
    rest_bar = unbroadcast(np.moveaxis(x_bar, axis, -1), np.shape(np.moveaxis(x, axis, -1)))
    return np.moveaxis(rest_bar, -1, axis)


def spread(x, axis, keepdims):
    """`x`, the result of a reduction over `axis`, so that it broadcasts against what was reduced."""
    return x if keepdims or axis is None or axis == 0 else np.expand_dims(x, axis)


def unreduce(out_bar, shape, axis, keepdims):
    """The cotangent of a sum over `axis` of an array of `shape`, given to each of its terms."""
    return np.broadcast_to(spread(out_bar, axis, keepdims), shape)


def extent(a, axis):
    """How many elements of `a` a reduction over `axis` takes together."""
    if axis is None:
        return np.size(a)
    return int(np.prod([np.shape(a)[i] for i in axis])) if isinstance(axis, tuple) else np.shape(a)[axis]


def merge(a, axis):
    """`a` with the axes that a reduction takes together as one axis, the first."""
    if np.ndim(a) == 1 or axis == 0:
        return a
    if axis is None:
        return np.ravel(a)
    if not isinstance(axis, tuple):
        return np.moveaxis(a, axis, 0)
    a = np.moveaxis(a, axis, tuple(range(len(axis))))
    return np.reshape(a, (-1, *np.shape(a)[len(axis) :]))


def counted(where, a, axis, keepdims):
    """How many elements of `a` a reduction over `axis` takes together, of those that are chosen."""
    return np.sum(np.broadcast_to(where, np.shape(a)), axis, a.dtype, keepdims=keepdims)


def restored(out_dot, out, keepdims):
    """The tangent of a reduction with the axes of length one that `out` keeps."""
    return np.reshape(out_dot, np.shape(out)) if keepdims else out_dot


def extremum_dot(a, a_dot, out, axis, keepdims, initial=None, where=None):
    """The tangent of `out`, an extremum of `a` (and of `initial`): the mean over the elements that attain it."""
    if np.ndim(a) == 0 and initial is None and where is None:
        return a_dot
    hit = a == spread(out, axis, keepdims)
    hit = hit if where is None else hit & where
    kept = np.where(hit, a_dot, 0.0)
    count = np.sum(hit, axis, a.dtype, keepdims=keepdims)
    return np.sum(kept, axis, keepdims=keepdims) / (count if initial is None else count + (out == initial))


def reorder(x, order):
    """`x` with its first axis in the order given for each of its columns."""
    return x[order] if np.ndim(x) == 1 else np.take_along_axis(x, order, 0)


def neighbours(place, n):
    """The places in a line of `n` before and after each `place`, and the share of the second."""
    if np.ndim(place) == 0:
        low = max(min(int(place), n - 2), 0)
        return low, min(low + 1, n - 1), place - low
    low = np.clip(place.astype(int), 0, max(n - 2, 0))
    return low, np.minimum(low + 1, n - 1), place - low


def undiagonal(out_bar, a, offset, axis1, axis2):
    """Zeros like `a`, and `out_bar` on the diagonal that np.diagonal reads; its last axis runs along it."""
    n = np.ndim(a)
    last = axis1 % n == n - 2 and axis2 % n == n - 1
    moved = a if last else np.moveaxis(a, (axis1, axis2), (-2, -1))
    rows = np.arange(np.shape(np.diagonal(a, offset, axis1, axis2))[-1]) + max(-offset, 0)
    a_bar = np.zeros_like(moved, out_bar.dtype)
    a_bar[..., rows, rows + offset] = out_bar
    return a_bar if last else np.moveaxis(a_bar, (-2, -1), (axis1, axis2))


def unpad(out_bar, array, pairs, mode):
    """The cotangent of `array`, given that of what np.pad made of it in a mode that repeats elements."""
    places = [np.pad(np.arange(n), pair, mode) for n, pair in zip(np.shape(array), pairs, strict=True)]
    array_bar = np.zeros_like(array)
    np.add.at(array_bar, np.ix_(*places), out_bar)
    return array_bar


def cut(out_bar, arrays, axis):
    """The pieces of `out_bar` that lie where np.concatenate along `axis` put each of `arrays`."""
    return np.split(out_bar, np.cumsum([np.shape(a)[axis] for a in arrays[:-1]], dtype=int), axis)


def fit(x, shape):
    """`x` cut or filled with zeros at the end of each axis, so that it has `shape`."""
    if np.shape(x) == shape:
        return x
    x = x[tuple(slice(n) for n in shape)]
    return np.pad(x, [(0, n - m) for n, m in zip(shape, np.shape(x), strict=True)])


def real_like(x_bar, x):
    """The cotangent of `x`, which is real where `x` is."""
    return x_bar if np.iscomplexobj(x) or not np.iscomplexobj(x_bar) else np.real(x_bar)


def like(x_bar, x):
    """The cotangent of `x` where it was converted: real where `x` is, and of its dtype."""
    dtype = np.asarray(x).dtype
    return x_bar if np.asarray(x_bar).dtype == dtype else np.asarray(real_like(x_bar, x), dtype)


# Matrices


def mt(a):
    """The transpose of a matrix, or of each of a stack of matrices."""
    return a.T if np.ndim(a) == 2 else np.swapaxes(a, -1, -2)


def left_factor(out_bar, x1, x2):
    """The cotangent of `x1`, given that of ``x1 @ x2``."""
    if np.ndim(x1) == 1 and np.ndim(x2) == 1:
        return out_bar * x2
    if np.ndim(x2) == 1:
        return np.expand_dims(out_bar, -1) * x2
    if np.ndim(x1) == 1 and np.ndim(x2) == 2:
        return x2 @ out_bar
    if np.ndim(x1) == 1:
        return unbroadcast(np.squeeze(x2 @ np.expand_dims(out_bar, -1), -1), np.shape(x1))
    if np.ndim(x1) == 2 and np.ndim(x2) == 2:
        return out_bar @ x2.T
    return unbroadcast(out_bar @ mt(x2), np.shape(x1))


def right_factor(out_bar, x1, x2):
    """The cotangent of `x2`, given that of ``x1 @ x2``."""
    if np.ndim(x1) == 1 and np.ndim(x2) == 1:
        return out_bar * x1
    if np.ndim(x1) == 1:
        return np.expand_dims(x1, -1) * np.expand_dims(out_bar, -2)
    if np.ndim(x1) == 2 and np.ndim(x2) <= 2:
        return x1.T @ out_bar
    if np.ndim(x2) == 1:
        return np.ravel(out_bar) @ np.reshape(x1, (-1, len(x2)))
    return unbroadcast(mt(x1) @ out_bar, np.shape(x2))


def half_tril(a):
    """The lower triangle of `a`, the diagonal halved."""
    return 0.5 * (np.tril(a) + np.tril(a, -1))


def from_lower(a):
    """The Hermitian matrix of which `a` holds the lower triangle."""
    low = half_tril(a)
    return low + (np.conj(mt(low)) if np.iscomplexobj(a) else mt(low))


def closeness(w, tolerance):
    """1 / (w_j - w_i) at [i, j], 0 where they agree to within `tolerance`."""
    gap = w[..., None, :] - w[..., :, None]
    near = np.abs(gap) <= tolerance
    return np.where(near, 0, 1 / np.where(near, 1, gap))


def single(w, tolerance):
    """Whether each of `w` stands alone: no other one comes within `tolerance` of it."""
    return np.sum(np.abs(w[..., None, :] - w[..., :, None]) <= tolerance, axis=-1) == 1


def of_single(v_dot, w, tolerance):
    """The tangents of the vectors that belong to `w`, nan for those that belong to one that does not stand alone."""
    alone = single(w, tolerance)[..., None, :]
    return np.where(alone, v_dot, v_dot / np.where(alone, np.ones_like(w)[..., None, :], np.nan))


def rounding(w):
    """How far the computed eigenvalues `w` of a Hermitian matrix, or singular values, may be off."""
    top = np.max(np.abs(w), axis=-1, keepdims=True)
    return 10 * np.shape(w)[-1] * float(np.finfo(w.dtype).eps) * top[..., None]
