"""Transposes of NumPy's Fourier transforms.

A cotangent pairs with a tangent by the real part of their product, without conjugation (as in JAX): the
matrix of a transform is symmetric, so the transpose of a transform is itself, of whatever length its input
had. A real input has the real part of that as its cotangent. A transform to or from half a spectrum stands
for one of the whole, in which all but the first and the middle number of the half occur twice.
"""

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose
from s2sdiff.rules.support import fit, real_like


def doubled(spectrum, n, axis):
    """Half the spectrum of `n` real numbers, with what occurs twice in the whole spectrum doubled."""
    k = np.arange(np.shape(spectrum)[axis])
    beside = np.ndim(spectrum) - 1 - axis % np.ndim(spectrum)
    once = np.reshape((k == 0) | (2 * k == n), (-1,) + (1,) * beside)
    return np.where(once, spectrum, 2 * spectrum)


def last(s, axes):
    """The axes of a transform, or the default ones of the n-dimensional transforms for the lengths `s`."""
    return axes if axes is not None or s is None else tuple(range(-len(s), 0))


@transpose(np.fft.fft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    a_bar = real_like(np.fft.fft(out_bar, axis=axis, norm=norm), a)
    return a_bar if n is None else fit(a_bar, np.shape(a))


@transpose(np.fft.ifft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    a_bar = real_like(np.fft.ifft(out_bar, axis=axis, norm=norm), a)
    return a_bar if n is None else fit(a_bar, np.shape(a))


@transpose(np.fft.fft2, "a")
def _(out_bar, a, s=None, axes=(-2, -1), norm=None):
    a_bar = real_like(np.fft.fftn(out_bar, axes=axes, norm=norm), a)
    return a_bar if s is None else fit(a_bar, np.shape(a))


@transpose(np.fft.ifft2, "a")
def _(out_bar, a, s=None, axes=(-2, -1), norm=None):
    a_bar = real_like(np.fft.ifftn(out_bar, axes=axes, norm=norm), a)
    return a_bar if s is None else fit(a_bar, np.shape(a))


@transpose(np.fft.fftn, "a")
def _(out_bar, a, s=None, axes=None, norm=None):
    a_bar = real_like(np.fft.fftn(out_bar, axes=last(s, axes), norm=norm), a)
    return a_bar if s is None else fit(a_bar, np.shape(a))


@transpose(np.fft.ifftn, "a")
def _(out_bar, a, s=None, axes=None, norm=None):
    a_bar = real_like(np.fft.ifftn(out_bar, axes=last(s, axes), norm=norm), a)
    return a_bar if s is None else fit(a_bar, np.shape(a))


# Real numbers and half their spectrum


@transpose(np.fft.rfft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    if n is None:
        return np.real(np.fft.fft(out_bar, np.shape(a)[axis], axis, norm))
    return fit(np.real(np.fft.fft(out_bar, n, axis, norm)), np.shape(a))


@transpose(np.fft.ihfft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    if n is None:
        return np.real(np.fft.ifft(out_bar, np.shape(a)[axis], axis, norm))
    return fit(np.real(np.fft.ifft(out_bar, n, axis, norm)), np.shape(a))


@transpose(np.fft.irfft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    half = doubled(np.fft.ihfft(out_bar, axis=axis, norm=norm), np.shape(out_bar)[axis], axis)
    a_bar = real_like(half, a)
    return a_bar if n is None else fit(a_bar, np.shape(a))


@transpose(np.fft.hfft, "a")
def _(out_bar, a, n=None, axis=-1, norm=None):
    half = doubled(np.fft.rfft(out_bar, axis=axis, norm=norm), np.shape(out_bar)[axis], axis)
    a_bar = real_like(half, a)
    return a_bar if n is None else fit(a_bar, np.shape(a))


def unrfftn(out_bar, a, s, axes, norm):
    """The transpose of np.fft.rfftn."""
    axes = tuple(range(-np.ndim(a), 0)) if axes is None else axes
    n = np.shape(a)[axes[-1]] if s is None else s[-1]
    spectrum = np.fft.fftn(out_bar, axes=axes[:-1], norm=norm) if len(axes) > 1 else out_bar
    return fit(np.real(np.fft.fft(spectrum, n, axes[-1], norm)), np.shape(a))


def unirfftn(out_bar, a, axes, norm):
    """The transpose of np.fft.irfftn."""
    axes = tuple(range(-np.ndim(a), 0)) if axes is None else axes
    half = doubled(np.fft.ihfft(out_bar, axis=axes[-1], norm=norm), np.shape(out_bar)[axes[-1]], axes[-1])
    spectrum = np.fft.ifftn(half, axes=axes[:-1], norm=norm) if len(axes) > 1 else half
    return fit(real_like(spectrum, a), np.shape(a))


@transpose(np.fft.rfftn, "a")
def _(out_bar, a, s=None, axes=None, norm=None):
    return unrfftn(out_bar, a, s, last(s, axes), norm)


@transpose(np.fft.rfft2, "a")
def _(out_bar, a, s=None, axes=(-2, -1), norm=None):
    return unrfftn(out_bar, a, s, axes, norm)


@transpose(np.fft.irfftn, "a")
def _(out_bar, a, s=None, axes=None, norm=None):
    return unirfftn(out_bar, a, last(s, axes), norm)


@transpose(np.fft.irfft2, "a")
def _(out_bar, a, s=None, axes=(-2, -1), norm=None):
    return unirfftn(out_bar, a, axes, norm)


# Orders and frequencies


@transpose(np.fft.fftshift, "x")
def _(out_bar, x, axes=None):
    return np.fft.ifftshift(out_bar, axes)


@transpose(np.fft.ifftshift, "x")
def _(out_bar, x, axes=None):
    return np.fft.fftshift(out_bar, axes)


@tangent(np.fft.fftfreq, np.fft.rfftfreq)
def _(n, d_dot, d=1.0, *, out):
    return -out / d * d_dot


constant([np.fft.fftfreq, np.fft.rfftfreq], "n")
