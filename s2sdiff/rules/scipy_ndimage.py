"""Derivatives of the filters of scipy.ndimage, and of interpolation by lines between the points of a grid.

A filter extends its argument beyond the ends, as its mode says, and takes at each point a sum of neighbours with
weights. Backwards each cotangent goes to those neighbours, with the same weights, and what arrives beyond the ends
goes to the elements that stand there. Weights that are symmetric about their middle are their own reverse.
"""

import numpy as np
from scipy import ndimage

from s2sdiff.rules.declare import spelled, tangent, transpose
from s2sdiff.rules.support import interior, unpad

#: What np.pad calls the modes.
MODES = {
    "reflect": "symmetric", "grid-mirror": "symmetric", "mirror": "reflect", "nearest": "edge", "wrap": "wrap",
    "grid-wrap": "wrap", "constant": "constant", "grid-constant": "constant",
}  # fmt: skip


def one_axis(width, axis, ndim):
    """The widths of an extension along one axis."""
    return [(width, width) if k == axis % ndim else (0, 0) for k in range(ndim)]


def folded(wide_bar, a, widths, mode):
    """The cotangent of `a`, given that of what `a` is extended to."""
    if MODES[mode] == "constant":
        return wide_bar[interior(np.shape(a), widths)]
    return unpad(wide_bar, a, widths, MODES[mode])


# Sums with weights


@tangent(ndimage.correlate1d)
def _(input, input_dot, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    return ndimage.correlate1d(input_dot, weights, axis, mode=mode, cval=0.0, origin=origin)


@transpose(ndimage.correlate1d, "input")
def _(out_bar, input, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    widths = one_axis(len(weights), axis, np.ndim(input))
    wide = ndimage.convolve1d(np.pad(out_bar, widths), weights, axis, mode="constant", origin=origin)
    return folded(wide, input, widths, mode)


@transpose(ndimage.correlate1d, "weights")
def _(out_bar, input, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    return lagged(np.moveaxis(out_bar, axis, 0), extended(input, len(weights), axis, mode, cval, origin))


@tangent(ndimage.convolve1d)
def _(input, input_dot, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    return ndimage.convolve1d(input_dot, weights, axis, mode=mode, cval=0.0, origin=origin)


@transpose(ndimage.convolve1d, "input")
def _(out_bar, input, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    widths = one_axis(len(weights), axis, np.ndim(input))
    wide = ndimage.correlate1d(np.pad(out_bar, widths), weights, axis, mode="constant", origin=origin)
    return folded(wide, input, widths, mode)


@transpose(ndimage.convolve1d, "weights")
def _(out_bar, input, weights, axis=-1, mode="reflect", cval=0.0, origin=0):
    turned = -origin - (1 if len(weights) % 2 == 0 else 0)
    return lagged(np.moveaxis(out_bar, axis, 0), extended(input, len(weights), axis, mode, cval, turned))[::-1]


def extended(a, count, axis, mode, cval, origin):
    """`a` with its axis first, and before and after it what `count` weights reach."""
    first = np.moveaxis(a, axis, 0)
    before = count // 2 + origin
    widths = [(before, count - 1 - before)] + [(0, 0)] * (np.ndim(a) - 1)
    return np.pad(first, widths, constant_values=cval) if MODES[mode] == "constant" else np.pad(first, widths, MODES[mode])


def lagged(bar, wide):
    """The products of cotangents with what lies 0, 1, 2 ... places further on."""
    n = len(bar)
    return np.stack([np.sum(bar * wide[k : k + n]) for k in range(len(wide) - n + 1)])


@tangent(ndimage.correlate)
def _(input, input_dot, weights, mode="reflect", cval=0.0, origin=0):
    return ndimage.correlate(input_dot, weights, mode=mode, cval=0.0, origin=origin)


@transpose(ndimage.correlate, "input")
def _(out_bar, input, weights, mode="reflect", cval=0.0, origin=0):
    widths = [(n, n) for n in np.shape(weights)]
    wide = ndimage.convolve(np.pad(out_bar, widths), weights, mode="constant", origin=origin)
    return folded(wide, input, widths, mode)


@tangent(ndimage.correlate)
def _(input, weights, weights_dot, mode="reflect", cval=0.0, origin=0):
    return ndimage.correlate(input, weights_dot, mode=mode, cval=cval, origin=origin)


@transpose(ndimage.correlate, "weights")
def _(out_bar, input, weights, mode="reflect", cval=0.0, origin=0):
    if origin != 0:
        raise NotImplementedError("the derivative of scipy.ndimage.correlate by weights with an origin")
    return reached(out_bar, input, [(n // 2, n - 1 - n // 2) for n in np.shape(weights)], np.shape(weights), mode, cval)


@tangent(ndimage.convolve)
def _(input, input_dot, weights, mode="reflect", cval=0.0, origin=0):
    return ndimage.convolve(input_dot, weights, mode=mode, cval=0.0, origin=origin)


@transpose(ndimage.convolve, "input")
def _(out_bar, input, weights, mode="reflect", cval=0.0, origin=0):
    widths = [(n, n) for n in np.shape(weights)]
    wide = ndimage.correlate(np.pad(out_bar, widths), weights, mode="constant", origin=origin)
    return folded(wide, input, widths, mode)


@tangent(ndimage.convolve)
def _(input, weights, weights_dot, mode="reflect", cval=0.0, origin=0):
    return ndimage.convolve(input, weights_dot, mode=mode, cval=cval, origin=origin)


@transpose(ndimage.convolve, "weights")
def _(out_bar, input, weights, mode="reflect", cval=0.0, origin=0):
    if origin != 0:
        raise NotImplementedError("the derivative of scipy.ndimage.convolve by weights with an origin")
    return np.flip(reached(out_bar, input, [((n - 1) // 2, n // 2) for n in np.shape(weights)], np.shape(weights), mode, cval))


def reached(out_bar, a, widths, shape, mode, cval):
    """The products of cotangents with the elements that each of the weights meets."""
    wide = np.pad(a, widths, constant_values=cval) if MODES[mode] == "constant" else np.pad(a, widths, MODES[mode])
    windows = np.lib.stride_tricks.sliding_window_view(wide, shape)
    return np.tensordot(out_bar, windows, np.ndim(a))


# Means


@tangent(ndimage.uniform_filter1d)
def _(input, input_dot, size, axis=-1, mode="reflect", cval=0.0, origin=0):
    return ndimage.uniform_filter1d(input_dot, size, axis, mode=mode, cval=0.0, origin=origin)


@transpose(ndimage.uniform_filter1d, "input")
def _(out_bar, input, size, axis=-1, mode="reflect", cval=0.0, origin=0):
    widths = one_axis(size, axis, np.ndim(input))
    wide = ndimage.uniform_filter1d(np.pad(out_bar, widths), size, axis, mode="constant", origin=size % 2 - 1 - origin)
    return folded(wide, input, widths, mode)


@spelled(ndimage.uniform_filter)
def uniform_filter(input, size=3, output=None, mode="reflect", cval=0.0, origin=0):
    if output is not None:
        raise NotImplementedError("a filter with an output")
    found = np.asarray(input)
    for axis in range(np.ndim(input)):
        n = size[axis] if isinstance(size, tuple | list) else size
        if n > 1:
            found = ndimage.uniform_filter1d(found, n, axis, mode=mode, cval=cval, origin=origin)
    return found


# Filters whose weights are symmetric, or change their sign with the side


def reach(sigma, truncate, radius):
    """How far a Gaussian reaches."""
    return int(truncate * float(sigma) + 0.5) if radius is None else radius


@tangent(ndimage.gaussian_filter1d)
def _(input, input_dot, sigma, axis=-1, order=0, mode="reflect", cval=0.0, truncate=4.0, radius=None):
    return ndimage.gaussian_filter1d(input_dot, sigma, axis, order, mode=mode, cval=0.0, truncate=truncate, radius=radius)


@transpose(ndimage.gaussian_filter1d, "input")
def _(out_bar, input, sigma, axis=-1, order=0, mode="reflect", cval=0.0, truncate=4.0, radius=None):
    widths = one_axis(reach(sigma, truncate, radius), axis, np.ndim(input))
    wide = ndimage.gaussian_filter1d(
        np.pad(out_bar, widths), sigma, axis, order, mode="constant", truncate=truncate, radius=radius
    )
    return (-1) ** order * folded(wide, input, widths, mode)


@spelled(ndimage.gaussian_filter)
def gaussian_filter(input, sigma, order=0, output=None, mode="reflect", cval=0.0, truncate=4.0, radius=None):
    if output is not None or not isinstance(mode, str):
        raise NotImplementedError("a filter with an output, or a mode for each axis")
    found = np.asarray(input)
    for axis in range(np.ndim(input)):
        width = sigma[axis] if isinstance(sigma, tuple | list) else sigma
        turn = order[axis] if isinstance(order, tuple | list) else order
        far = radius[axis] if isinstance(radius, tuple | list) else radius
        if width > 1e-15:
            found = ndimage.gaussian_filter1d(
                found, width, axis, turn, mode=mode, cval=cval, truncate=truncate, radius=far
            )
    return found


@tangent(ndimage.sobel)
def _(input, input_dot, axis=-1, mode="reflect", cval=0.0):
    return ndimage.sobel(input_dot, axis, mode=mode, cval=0.0)


@transpose(ndimage.sobel, "input")
def _(out_bar, input, axis=-1, mode="reflect", cval=0.0):
    return -folded(ndimage.sobel(np.pad(out_bar, 1), axis, mode="constant"), input, [(1, 1)] * np.ndim(input), mode)


@tangent(ndimage.prewitt)
def _(input, input_dot, axis=-1, mode="reflect", cval=0.0):
    return ndimage.prewitt(input_dot, axis, mode=mode, cval=0.0)


@transpose(ndimage.prewitt, "input")
def _(out_bar, input, axis=-1, mode="reflect", cval=0.0):
    return -folded(ndimage.prewitt(np.pad(out_bar, 1), axis, mode="constant"), input, [(1, 1)] * np.ndim(input), mode)


@tangent(ndimage.laplace)
def _(input, input_dot, mode="reflect", cval=0.0):
    return ndimage.laplace(input_dot, mode=mode, cval=0.0)


@transpose(ndimage.laplace, "input")
def _(out_bar, input, mode="reflect", cval=0.0):
    return folded(ndimage.laplace(np.pad(out_bar, 1), mode="constant"), input, [(1, 1)] * np.ndim(input), mode)


@tangent(ndimage.gaussian_laplace)
def _(input, input_dot, sigma, mode="reflect", cval=0.0):
    return ndimage.gaussian_laplace(input_dot, sigma, mode=mode, cval=0.0)


@transpose(ndimage.gaussian_laplace, "input")
def _(out_bar, input, sigma, mode="reflect", cval=0.0):
    each = sigma if isinstance(sigma, tuple | list) else (sigma,) * np.ndim(input)
    widths = [(reach(s, 4.0, None), reach(s, 4.0, None)) for s in each]
    wide = ndimage.gaussian_laplace(np.pad(out_bar, widths), sigma, mode="constant")
    return folded(wide, input, widths, mode)


# Interpolation


@spelled(ndimage.map_coordinates)
def map_coordinates(input, coordinates, output=None, order=3, mode="constant", cval=0.0, prefilter=True):
    if output is not None or order != 1 or np.ndim(input) not in (1, 2) or mode not in ("constant", "nearest"):
        raise NotImplementedError("interpolation of another order, mode or number of axes than by lines in one or two")
    a = np.asarray(input)
    if np.ndim(a) == 1:
        i, s, inside = between(coordinates[0], len(a), mode)
        return np.where(inside, (1 - s) * a[i] + s * a[np.minimum(i + 1, len(a) - 1)], cval)
    m, n = np.shape(a)
    i, s, inside = between(coordinates[0], m, mode)
    j, t, beside = between(coordinates[1], n, mode)
    below, right = np.minimum(i + 1, m - 1), np.minimum(j + 1, n - 1)
    upper = (1 - t) * a[i, j] + t * a[i, right]
    lower = (1 - t) * a[below, j] + t * a[below, right]
    return np.where(inside & beside, (1 - s) * upper + s * lower, cval)


def between(places, n, mode):
    """The element before each place, how far beyond it the place is, and whether it is between the ends."""
    at = np.clip(places, 0, n - 1) if mode == "nearest" else np.asarray(places)
    inside = (at >= 0) & (at <= n - 1)
    low = np.clip(np.floor(at).astype(int), 0, max(n - 2, 0))
    return low, at - low, inside
