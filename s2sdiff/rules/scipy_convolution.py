"""Convolutions of `scipy.signal`, over any number of axes.

A convolution is linear in either operand. Its transpose convolves the cotangent of the full result with the other operand the
other way round, and keeps the part where they overlap wholly; a mode gives the middle of the full result.
"""

import numpy as np
from scipy import signal

from s2sdiff.rules.declare import idle, spelled, transpose
from s2sdiff.rules.support import real_like


def full(out_bar, n, m, mode):
    """The cotangent of the full convolution of arrays of the shapes `n` and `m`, from that of the part that is kept."""
    if mode == "full":
        return out_bar
    ends = [min(i, j) - 1 if mode == "valid" else (j - 1) // 2 for i, j in zip(n, m, strict=True)]
    missing = [i + j - 1 - k for i, j, k in zip(n, m, np.shape(out_bar), strict=True)]
    return np.pad(out_bar, [(end, rest - end) for end, rest in zip(ends, missing, strict=True)])


@transpose(signal.convolve, "in1")
def _(out_bar, in1, in2, mode="full"):
    whole = full(out_bar, np.shape(in1), np.shape(in2), mode)
    return real_like(signal.convolve(whole, np.flip(in2), "valid"), in1)


@transpose(signal.convolve, "in2")
def _(out_bar, in1, in2, mode="full"):
    whole = full(out_bar, np.shape(in1), np.shape(in2), mode)
    return real_like(signal.convolve(whole, np.flip(in1), "valid"), in2)


@transpose(signal.fftconvolve, "in1")
def _(out_bar, in1, in2, mode="full"):
    whole = full(out_bar, np.shape(in1), np.shape(in2), mode)
    return real_like(signal.fftconvolve(whole, np.flip(in2), "valid"), in1)


@transpose(signal.fftconvolve, "in2")
def _(out_bar, in1, in2, mode="full"):
    whole = full(out_bar, np.shape(in1), np.shape(in2), mode)
    return real_like(signal.fftconvolve(whole, np.flip(in1), "valid"), in2)


idle([signal.convolve], "method")


@spelled(signal.correlate)
def correlate(in1, in2, mode="full", method="auto"):
    return signal.convolve(in1, np.conj(np.flip(in2)), mode, method=method)


@spelled(signal.oaconvolve)
def oaconvolve(in1, in2, mode="full"):
    return signal.fftconvolve(in1, in2, mode)


def bordered(in1, in2, mode, boundary, fillvalue, before):
    """A convolution in the plane, with a border of another kind than zeros; `before` is how far in the mode "same" begins."""
    if boundary == "fill" and fillvalue != 0:
        raise NotImplementedError("a convolution over a border of another number than 0")
    if mode == "valid":
        return signal.convolve(in1, in2, mode, method="direct")
    if boundary == "fill":
        whole = signal.convolve(in1, in2, method="direct")
    else:
        border = "wrap" if boundary in ("wrap", "circular") else "symmetric"
        wide = np.pad(in1, [(k - 1, k - 1) for k in np.shape(in2)], border)
        whole = signal.convolve(wide, in2, "valid", method="direct")
    if mode == "full":
        return whole
    return whole[tuple(slice(k, k + n) for n, k in zip(np.shape(in1), before, strict=True))]


@spelled(signal.convolve2d)
def convolve2d(in1, in2, mode="full", boundary="fill", fillvalue=0):
    return bordered(in1, in2, mode, boundary, fillvalue, tuple((k - 1) // 2 for k in np.shape(in2)))


@spelled(signal.correlate2d)
def correlate2d(in1, in2, mode="full", boundary="fill", fillvalue=0):
    return bordered(in1, np.conj(np.flip(in2)), mode, boundary, fillvalue, tuple(k // 2 for k in np.shape(in2)))
