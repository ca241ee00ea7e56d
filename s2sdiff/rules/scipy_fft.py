"""Transposes of SciPy's Fourier transforms, by those of NumPy: see the module `numpy_fft`.

`scipy.fftpack` calls the lengths `shape` that `scipy.fft` calls `s`.
"""

import numpy as np
from scipy import fft, fftpack

from s2sdiff.rules.declare import transpose
from s2sdiff.rules.numpy_fft import doubled, last
from s2sdiff.rules.support import fit, real_like


@transpose(fft.fft, "x", fftpack.fft)
def _(out_bar, x, n=None, axis=-1, norm=None):
    x_bar = real_like(np.fft.fft(out_bar, axis=axis, norm=norm), x)
    return x_bar if n is None else fit(x_bar, np.shape(x))


@transpose(fft.ifft, "x", fftpack.ifft)
def _(out_bar, x, n=None, axis=-1, norm=None):
    x_bar = real_like(np.fft.ifft(out_bar, axis=axis, norm=norm), x)
    return x_bar if n is None else fit(x_bar, np.shape(x))


@transpose(fft.fft2, "x")
def _(out_bar, x, s=None, axes=(-2, -1), norm=None):
    x_bar = real_like(np.fft.fftn(out_bar, axes=axes, norm=norm), x)
    return x_bar if s is None else fit(x_bar, np.shape(x))


@transpose(fft.ifft2, "x")
def _(out_bar, x, s=None, axes=(-2, -1), norm=None):
    x_bar = real_like(np.fft.ifftn(out_bar, axes=axes, norm=norm), x)
    return x_bar if s is None else fit(x_bar, np.shape(x))


@transpose(fft.fftn, "x")
def _(out_bar, x, s=None, axes=None, norm=None):
    x_bar = real_like(np.fft.fftn(out_bar, axes=last(s, axes), norm=norm), x)
    return x_bar if s is None else fit(x_bar, np.shape(x))


@transpose(fft.ifftn, "x")
def _(out_bar, x, s=None, axes=None, norm=None):
    x_bar = real_like(np.fft.ifftn(out_bar, axes=last(s, axes), norm=norm), x)
    return x_bar if s is None else fit(x_bar, np.shape(x))


@transpose(fftpack.fft2, "x")
def _(out_bar, x, shape=None, axes=(-2, -1)):
    x_bar = real_like(np.fft.fftn(out_bar, axes=axes), x)
    return x_bar if shape is None else fit(x_bar, np.shape(x))


@transpose(fftpack.ifft2, "x")
def _(out_bar, x, shape=None, axes=(-2, -1)):
    x_bar = real_like(np.fft.ifftn(out_bar, axes=axes), x)
    return x_bar if shape is None else fit(x_bar, np.shape(x))


@transpose(fft.rfft, "x")
def _(out_bar, x, n=None, axis=-1, norm=None):
    if n is None:
        return np.real(np.fft.fft(out_bar, np.shape(x)[axis], axis, norm))
    return fit(np.real(np.fft.fft(out_bar, n, axis, norm)), np.shape(x))


@transpose(fft.irfft, "x")
def _(out_bar, x, n=None, axis=-1, norm=None):
    half = doubled(np.fft.ihfft(out_bar, axis=axis, norm=norm), np.shape(out_bar)[axis], axis)
    x_bar = real_like(half, x)
    return x_bar if n is None else fit(x_bar, np.shape(x))


@transpose(fft.fftshift, "x")
def _(out_bar, x, axes=None):
    return np.fft.ifftshift(out_bar, axes)


@transpose(fft.ifftshift, "x")
def _(out_bar, x, axes=None):
    return np.fft.fftshift(out_bar, axes)
