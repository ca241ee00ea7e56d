"""Derivatives of what scipy.signal does with whole signals: filters forth and back, sections, trends, windows, envelopes.

A filter that looks back goes backwards over a cotangent that runs backwards.
"""

import numpy as np
from scipy import signal

from s2sdiff.rules.declare import tangent, transpose


def run_back(b, a, out_bar, axis):
    """A filter over a cotangent from its end."""
    return np.flip(signal.lfilter(b, a, np.flip(out_bar, axis), axis), axis)


# Sections one after the other may change places.
@transpose(signal.sosfilt, "x")
def _(out_bar, sos, x, axis=-1):
    return np.flip(signal.sosfilt(sos, np.flip(out_bar, axis), axis), axis)


@transpose(signal.filtfilt, "x")
def _(out_bar, b, a, x, axis=-1, padtype="odd", padlen=None):
    b, a = np.asarray(b), np.asarray(a)
    bar = np.moveaxis(out_bar, axis, -1)
    edge = 3 * max(len(a), len(b)) if padlen is None else padlen
    edge = 0 if padtype is None else edge
    n = np.shape(bar)[-1]
    unit = np.zeros(n + 2 * edge)
    unit[0] = 1
    start = signal.lfilter(signal.lfilter_zi(b, a), a, unit)
    wide = np.pad(bar, [(0, 0)] * (np.ndim(bar) - 1) + [(edge, edge)])
    wide = started(b, a, start, np.flip(started(b, a, start, np.flip(wide, -1)), -1))
    return np.moveaxis(unextended(wide, n, edge, padtype), -1, axis)


def started(b, a, start, bar):
    """The cotangent of a signal, given that of what a filter makes of it that starts at rest at its first element."""
    found = run_back(b, a, bar, -1)
    return np.concatenate((found[..., :1] + np.sum(bar * start, axis=-1, keepdims=True), found[..., 1:]), axis=-1)


def unextended(wide_bar, n, edge, padtype):
    """The cotangent of a signal, given that of what it is extended to by `edge` at both ends."""
    bar = wide_bar[..., edge : edge + n]
    if edge == 0:
        return bar
    before, after = wide_bar[..., :edge], wide_bar[..., edge + n :]
    rest = [(0, 0)] * (np.ndim(bar) - 1)
    first, last = np.sum(before, axis=-1, keepdims=True), np.sum(after, axis=-1, keepdims=True)
    ends = np.pad(first, [*rest, (0, n - 1)]) + np.pad(last, [*rest, (n - 1, 0)])
    if padtype == "constant":
        return bar + ends
    mirrored = np.pad(np.flip(before, -1), [*rest, (1, n - 1 - edge)]) + np.pad(
        np.flip(after, -1), [*rest, (n - 1 - edge, 1)]
    )
    return bar + mirrored if padtype == "even" else bar - mirrored + 2 * ends


# Trends and windows


# What is left beside a trend is a projection.
@transpose(signal.detrend, "data")
def _(out_bar, data, axis=-1, type="linear", bp=0):
    return signal.detrend(out_bar, axis, type, bp)


@tangent(signal.savgol_filter)
def _(x, x_dot, window_length, polyorder, deriv=0, delta=1.0, axis=-1, mode="interp", cval=0.0):
    return signal.savgol_filter(x_dot, window_length, polyorder, deriv, delta, axis, mode)


# Of each of a window's numbers a row of `fit` tells what it gives to the values of the polynomial through them.
@transpose(signal.savgol_filter, "x")
def _(out_bar, x, window_length, polyorder, deriv=0, delta=1.0, axis=-1, mode="interp", cval=0.0):
    if mode != "interp":
        raise NotImplementedError("the derivative of savgol_filter in a mode that extends the signal")
    fit = signal.savgol_filter(np.eye(window_length), window_length, polyorder, deriv, delta, 0)
    bar = np.moveaxis(out_bar, axis, 0)
    half, n = window_length // 2, len(bar)
    x_bar = np.zeros_like(bar)
    x_bar[:window_length] += np.tensordot(fit[:half], bar[:half], (0, 0))
    x_bar[n - window_length :] += np.tensordot(fit[half + 1 :], bar[n - half :], (0, 0))
    for k in range(window_length):
        x_bar[k : n - window_length + 1 + k] += fit[half, k] * bar[half : n - half]
    return np.moveaxis(x_bar, 0, axis)


# A signal and, as the imaginary part, its transform, which is antisymmetric
@transpose(signal.hilbert, "x")
def _(out_bar, x, axis=-1):
    return np.real(out_bar) + np.imag(signal.hilbert(np.imag(out_bar), axis=axis))
