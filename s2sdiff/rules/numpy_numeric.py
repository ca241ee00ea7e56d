"""Derivatives of NumPy's numerical functions: differences, integrals, interpolation, convolution,
polynomials, covariances."""

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose
from s2sdiff.rules.support import along, unbroadcast

# Differences


# The n-th difference of what is surrounded by n zeros: a convolution with the same kernel, reversed.
@transpose(np.diff, "a")
def _(out_bar, a, n=1, axis=-1):
    if np.ndim(a) == 1:
        return (-1) ** n * np.diff(np.pad(out_bar, n), n)
    widths = [(n, n) if i == axis % np.ndim(a) else (0, 0) for i in range(np.ndim(a))]
    return (-1) ** n * np.diff(np.pad(out_bar, widths), n, axis)


@transpose(np.ediff1d, "ary")
def _(out_bar, ary):
    return np.reshape(-np.diff(np.pad(out_bar, 1)), np.shape(ary))


@tangent(np.unwrap)
def _(p, p_dot, discont=None, axis=-1, period=None):
    return p_dot


def ungradient(out_bar, spacing, axis, edge_order):
    """The transpose of np.gradient along one axis, with `spacing` one number or the places of the points."""
    g = np.moveaxis(out_bar, axis, 0)
    h = np.diff(spacing) if np.ndim(spacing) == 1 else np.full(len(g) - 1, spacing)
    h = np.reshape(h.astype(g.dtype), (-1,) + (1,) * (np.ndim(g) - 1))
    before, after = h[:-1], h[1:]
    inner = g[1:-1]
    a_bar = np.zeros_like(g)
    a_bar[:-2] -= after / (before * (before + after)) * inner
    a_bar[1:-1] += (after - before) / (before * after) * inner
    a_bar[2:] += before / (after * (before + after)) * inner
    if edge_order == 1:
        a_bar[:2] += np.stack((-g[0] / h[0], g[0] / h[0]))
        a_bar[-2:] += np.stack((-g[-1] / h[-1], g[-1] / h[-1]))
    else:
        (p, q), (s, t) = h[:2], h[-2:]
        a_bar[0] -= (2 * p + q) / (p * (p + q)) * g[0]
        a_bar[1] += (p + q) / (p * q) * g[0]
        a_bar[2] -= p / (q * (p + q)) * g[0]
        a_bar[-3] += t / (s * (s + t)) * g[-1]
        a_bar[-2] -= (s + t) / (s * t) * g[-1]
        a_bar[-1] += (2 * t + s) / (t * (s + t)) * g[-1]
    return np.moveaxis(a_bar, 0, axis)


@transpose(np.gradient, "f")
def _(out_bar, f, *varargs, axis=None, edge_order=1):
    axes = tuple(range(np.ndim(f))) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    steps = varargs * len(axes) if len(varargs) == 1 else varargs or (1.0,) * len(axes)
    if len(axes) == 1:
        return ungradient(out_bar, steps[0], axes[0], edge_order)
    return sum(ungradient(g, h, i, edge_order) for g, h, i in zip(out_bar, steps, axes, strict=True))


def moved_places(f, places, places_dot, axis, edge_order):
    """The tangent of np.gradient along one axis by the places of the points.

    Inside it is the mean of the slopes of both sides, each weighted by the length of the other one.
    """
    lines = (-1,) + (1,) * (np.ndim(f) - 1)
    h, h_dot = np.reshape(np.diff(places), lines), np.reshape(np.diff(places_dot), lines)
    s = np.diff(np.moveaxis(f, axis, 0), axis=0) / h
    s_dot = -s / h * h_dot
    share = h[:-1] / (h[:-1] + h[1:])
    share_dot = (h_dot[:-1] - share * (h_dot[:-1] + h_dot[1:])) / (h[:-1] + h[1:])
    turn, turn_dot = s[1:] - s[:-1], s_dot[1:] - s_dot[:-1]
    inner = s_dot[:-1] + share * turn_dot + share_dot * turn
    first, last = s_dot[:1], s_dot[-1:]
    if edge_order == 2:
        first = first - share[:1] * turn_dot[:1] - share_dot[:1] * turn[:1]
        last = last + (1 - share[-1:]) * turn_dot[-1:] - share_dot[-1:] * turn[-1:]
    return np.moveaxis(np.concatenate((first, inner, last)), 0, axis)


# Inversely proportional to a spacing that is one number
@tangent(np.gradient)
def _(f, *varargs, varargs_dot, k, axis=None, edge_order=1, out):
    axes = tuple(range(np.ndim(f))) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if np.ndim(varargs[k]) != 0:
        moved = moved_places(f, varargs[k], varargs_dot, axes[k], edge_order)
        if len(axes) == 1:
            return moved
        return tuple(moved if i == k else np.zeros_like(out[i]) for i in range(len(axes)))
    rate = -varargs_dot / varargs[k]
    if len(axes) == 1:
        return rate * out
    return tuple(rate * out[i] if len(varargs) == 1 or i == k else np.zeros_like(out[i]) for i in range(len(axes)))


# Integrals

trapezoid = getattr(np, "trapezoid" if hasattr(np, "trapezoid") else "trapz")  # the latter before NumPy 2


@transpose(trapezoid, "y")
def _(out_bar, y, x=None, dx=1.0, axis=-1):
    if np.ndim(y) == 1:
        half = np.full(len(y) - 1, 0.5 * dx * out_bar) if x is None else 0.5 * out_bar * np.diff(x)
        return np.pad(half, (0, 1)) + np.pad(half, (1, 0))
    d = dx if x is None else np.diff(x, axis=-1 if np.ndim(x) == 1 else axis)
    if np.ndim(d) == 1:
        d = np.reshape(d, (-1,) + (1,) * (np.ndim(y) - 1 - axis % np.ndim(y)))
    half = 0.5 * np.expand_dims(out_bar, axis) * d
    y_bar = np.zeros_like(y)
    y_bar[along(axis, np.ndim(y), slice(0, -1))] += half
    y_bar[along(axis, np.ndim(y), slice(1, None))] += half
    return y_bar


@transpose(trapezoid, "x")
def _(out_bar, y, x=None, dx=1.0, axis=-1):
    if np.ndim(y) == 1:
        return -np.diff(np.pad(0.5 * out_bar * (y[1:] + y[:-1]), 1))
    y = np.moveaxis(y, axis, -1)
    d_bar = 0.5 * np.expand_dims(out_bar, -1) * (y[..., 1:] + y[..., :-1])
    if np.ndim(x) == 1:
        return -np.diff(np.pad(np.sum(d_bar, axis=tuple(range(np.ndim(y) - 1))), 1))
    d_bar = np.moveaxis(d_bar, -1, axis)
    widths = [(1, 1) if i == axis % np.ndim(y) else (0, 0) for i in range(np.ndim(y))]
    return unbroadcast(-np.diff(np.pad(d_bar, widths), axis=axis), np.shape(x))


@tangent(trapezoid)
def _(y, x=None, dx=1.0, dx_dot=0.0, axis=-1):
    return dx_dot * trapezoid(y, axis=axis) if x is None else 0 * dx_dot * trapezoid(y, axis=axis)


# Interpolation between the knots j - 1 and j, of which x is the share t of the way; flat beyond the ends.


def knot(x, xp):
    """The number of the knot that ends the interval of `xp` in which each of `x` lies."""
    return np.clip(np.searchsorted(xp, x, side="right"), 1, len(xp) - 1)


@tangent(np.interp)
def _(x, x_dot, xp, fp):
    xp, fp = np.asarray(xp), np.asarray(fp)
    j = knot(x, xp)
    inside = (x >= xp[0]) & (x <= xp[-1])
    return inside * (fp[j] - fp[j - 1]) / (xp[j] - xp[j - 1]) * x_dot


@tangent(np.interp)
def _(x, xp, xp_dot, fp):
    xp, fp = np.asarray(xp), np.asarray(fp)
    j = knot(x, xp)
    inside = (x >= xp[0]) & (x <= xp[-1])
    gap = xp[j] - xp[j - 1]
    t = (x - xp[j - 1]) / gap
    return inside * (fp[j - 1] - fp[j]) / gap * ((1 - t) * xp_dot[j - 1] + t * xp_dot[j])


@transpose(np.interp, "fp")
def _(out_bar, x, xp, fp):
    xp = np.asarray(xp)
    j = knot(x, xp)
    t = np.clip((x - xp[j - 1]) / (xp[j] - xp[j - 1]), 0.0, 1.0)
    fp_bar = np.zeros_like(fp)
    np.add.at(fp_bar, j - 1, (1 - t) * out_bar)
    np.add.at(fp_bar, j, t * out_bar)
    return fp_bar


# Convolution, from the cotangent of all of its result, of which a mode keeps the middle


def whole(out_bar, n, m, mode):
    """The cotangent of the full convolution of `n` numbers with `m`, from that of the part that is kept."""
    if mode == "full":
        return out_bar
    first = (min(n, m) - 1) // 2 if mode == "same" else min(n, m) - 1
    return np.pad(out_bar, (first, n + m - 1 - first - len(out_bar)))


@transpose(np.convolve, "a")
def _(out_bar, a, v, mode="full"):
    if np.ndim(a) == 0 or np.ndim(v) == 0:
        return np.sum(out_bar * v) if np.ndim(a) == 0 else out_bar * v
    return np.convolve(whole(out_bar, len(a), len(v), mode), v[::-1], "valid")


@transpose(np.convolve, "v")
def _(out_bar, a, v, mode="full"):
    if np.ndim(a) == 0 or np.ndim(v) == 0:
        return np.sum(out_bar * a) if np.ndim(v) == 0 else out_bar * a
    return np.convolve(whole(out_bar, len(a), len(v), mode), a[::-1], "valid")


# Polynomials, the highest power first


@transpose(np.polyval, "p")
def _(out_bar, p, x):
    return np.ravel(out_bar) @ np.vander(np.ravel(x), len(p))


@tangent(np.polyval)
def _(p, x, x_dot, *, out):
    return np.polyval(p[:-1] * np.arange(len(p) - 1, 0, -1, p.dtype), x) * x_dot


@tangent(np.vander)
def _(x, x_dot, N=None, increasing=False, *, out):
    n = np.shape(out)[1]
    power = np.arange(n) if increasing else np.arange(n)[::-1]
    return power.astype(out.dtype) * x[:, None] ** np.maximum(power - 1, 0) * x_dot[:, None]


@transpose(np.polyfit, "y")
def _(out_bar, x, y, deg):
    return np.linalg.pinv(np.vander(x, deg + 1)).T @ out_bar


# As for np.linalg.lstsq: the second term is there because the curve does not pass through the points.
@tangent(np.polyfit)
def _(x, x_dot, y, deg, *, out):
    v = np.vander(x, deg + 1)
    p = np.linalg.pinv(v)
    v_dot = np.arange(deg, 0, -1) * v[:, 1:] * x_dot[:, None]
    return p @ (p.T[:, :-1] @ (v_dot.T @ (y - v @ out))) - p @ (v_dot @ out[:-1])


# Covariances of the rows of `m` and `y`: a row is a variable


def rows(m, rowvar):
    """The variables that np.cov finds in `m`, one a row."""
    return np.atleast_2d(m) if rowvar or np.ndim(m) == 1 else m.T


def cov_dot(x, x_dot, y, rowvar):
    """The tangent of the sums of products of the deviations of `x`, with `y` unless that is None."""
    x, x_dot = rows(x, rowvar), rows(x_dot, rowvar)
    d = x - np.mean(x, axis=1, keepdims=True)
    if y is None:
        half = x_dot @ d.T
        return half + half.T
    y = rows(y, rowvar)
    e = y - np.mean(y, axis=1, keepdims=True)
    square, mixed = x_dot @ d.T, x_dot @ e.T
    return np.block([[square + square.T, mixed], [mixed.T, np.zeros((len(y), len(y)), y.dtype)]])


@tangent(np.cov)
def _(m, m_dot, y=None, rowvar=True, bias=False, ddof=None, *, out):
    if np.iscomplexobj(out):
        raise NotImplementedError("the derivative of np.cov of complex numbers")
    count = np.shape(rows(m, rowvar))[1] - (ddof if ddof is not None else 0 if bias else 1)
    return np.reshape(cov_dot(m, m_dot, y, rowvar) / count, np.shape(out))


@tangent(np.cov)
def _(m, y_dot, y=None, rowvar=True, bias=False, ddof=None, *, out):
    if np.iscomplexobj(out):
        raise NotImplementedError("the derivative of np.cov of complex numbers")
    count = np.shape(rows(m, rowvar))[1] - (ddof if ddof is not None else 0 if bias else 1)
    n = len(rows(y, rowvar))
    return np.roll(cov_dot(y, y_dot, m, rowvar), (-n, -n), (0, 1)) / count


def scale_dot(c, c_dot, out):
    """The tangent of `out`, the correlations of the covariances `c`."""
    size = np.sqrt(np.diag(c))
    share = 0.5 * np.diag(c_dot) / np.diag(c)
    return c_dot / (size[:, None] * size) - out * (share[:, None] + share)


@tangent(np.corrcoef)
def _(x, x_dot, y=None, rowvar=True, *, out):
    if np.iscomplexobj(out):
        raise NotImplementedError("the derivative of np.corrcoef of complex numbers")
    if np.ndim(out) == 0:
        return 0.0 * np.sum(x_dot)
    count = np.shape(rows(x, rowvar))[1]
    return scale_dot(np.cov(x, y, rowvar, ddof=0), cov_dot(x, x_dot, y, rowvar) / count, out)


@tangent(np.corrcoef)
def _(x, y_dot, y=None, rowvar=True, *, out):
    if np.iscomplexobj(out):
        raise NotImplementedError("the derivative of np.corrcoef of complex numbers")
    count, n = np.shape(rows(x, rowvar))[1], len(rows(y, rowvar))
    c_dot = np.roll(cov_dot(y, y_dot, x, rowvar), (-n, -n), (0, 1)) / count
    return scale_dot(np.cov(x, y, rowvar, ddof=0), c_dot, out)


# The simple zeros of a polynomial, which its value at them tells by the implicit function theorem
@tangent(np.roots)
def _(p, p_dot, *, out):
    slope = np.polyval(p[:-1] * np.arange(len(p) - 1, 0, -1, p.dtype), out)
    return -np.polyval(p_dot, out) / slope


# Counts, weighted. Linear in the weights, as far as the edges of the bins are the same. A small change of the
# data moves the edges with its extremes, and nothing from bin to bin.


@tangent(np.histogram_bin_edges)
def _(a, a_dot, bins=10, range=None, *, out):
    if range is None and np.ndim(bins) == 0:
        return np.linspace(np.ravel(a_dot)[np.argmin(a)], np.ravel(a_dot)[np.argmax(a)], len(out))
    return np.zeros_like(out)


@tangent(np.histogram)
def _(a, a_dot, bins=10, range=None, weights=None, *, out):
    counts_dot = np.zeros(len(out[0]))
    if range is None and np.ndim(bins) == 0:
        return counts_dot, np.linspace(np.ravel(a_dot)[np.argmin(a)], np.ravel(a_dot)[np.argmax(a)], len(out[1]))
    return counts_dot, np.zeros_like(out[1])


@tangent(np.histogram)
def _(a, bins=10, range=None, weights=None, weights_dot=None, *, out):
    return np.histogram(a, bins, range, weights=weights_dot)[0], np.zeros_like(out[1])


@transpose(np.histogram, "weights")
def _(out_bar, a, bins=10, range=None, weights=None):
    edges = np.histogram_bin_edges(a, bins, range)
    places = np.searchsorted(edges, a, "right") - 1
    places = np.where(a == edges[-1], len(edges) - 2, places)
    inside = (places >= 0) & (places < len(edges) - 1)
    return np.where(inside, out_bar[0][np.clip(places, 0, len(edges) - 2)], 0)


@transpose(np.bincount, "weights")
def _(out_bar, x, weights=None, minlength=0):
    return out_bar[x]


constant([np.bincount], "x", "minlength")
