"""The rules of scipy.ndimage and scipy.signal: each filter in each mode, and what is spelled out against differences."""

import numpy as np
import pytest
from rule_checks import check_tangent, check_transpose, real
from scipy import ndimage, signal

from s2sdiff import check_grads
from s2sdiff.rules import scipy_ndimage, scipy_whole_signals  # noqa: F401

MODES = ["reflect", "constant", "nearest", "mirror", "wrap"]


def both(fn, name, *args, **kwargs):
    check_tangent(fn, name, *args, narrow=False, **kwargs)
    check_transpose(fn, name, *args, **kwargs)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", [ndimage.correlate1d, ndimage.convolve1d])
def test_weights_along_an_axis(fn, mode):
    for count, axis, origin in ((3, -1, 0), (4, 0, 0), (3, 1, 1), (4, 1, -1)):
        for name in ("input", "weights"):
            check_transpose(fn, name, real(5, 6), real(count), axis=axis, mode=mode, origin=origin)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("fn", [ndimage.correlate, ndimage.convolve])
def test_weights_along_all_axes(fn, mode):
    for shape in ((3, 3), (2, 5), (4, 1)):
        for name in ("input", "weights"):
            check_transpose(fn, name, real(5, 6), real(*shape), mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_filters_with_weights_of_their_own(mode):
    a = real(5, 6)
    for size, origin in ((3, 0), (4, 0), (3, 1), (4, 1), (1, 0)):
        both(ndimage.uniform_filter1d, "input", a, size, 0, mode=mode, origin=origin)
    for order in (0, 1, 2):
        both(ndimage.gaussian_filter1d, "input", a, 0.8, 1, order, mode=mode)
    both(ndimage.gaussian_filter1d, "input", a, 1.5, mode=mode, radius=2)
    for fn in (ndimage.sobel, ndimage.prewitt):
        both(fn, "input", a, 0, mode=mode)
    both(ndimage.laplace, "input", a, mode=mode)
    both(ndimage.gaussian_laplace, "input", a, (0.7, 0.4), mode=mode)


def test_sections_of_a_filter():
    for x, axis in ((real(9), -1), (real(2, 9), -1), (real(9, 2), 0)):
        check_transpose(signal.sosfilt, "x", signal.butter(4, 0.3, output="sos"), x, axis=axis)


@pytest.mark.parametrize("padtype", ["odd", "even", "constant", None])
def test_a_filter_forth_and_back(padtype):
    b, a = signal.butter(3, 0.3)
    for x, axis in ((real(20), -1), (real(20, 2), 0)):
        check_transpose(signal.filtfilt, "x", b, a, x, axis=axis, padtype=padtype, narrow=False)
        check_transpose(signal.filtfilt, "x", b, a, x, axis=axis, padtype=padtype, padlen=5, narrow=False)


def test_trends_and_windows():
    for x, axis in ((real(12), -1), (real(12, 3), 0)):
        for kind in ("linear", "constant"):
            check_transpose(signal.detrend, "data", x, axis, kind, [0, 5])
        for window, degree, order in ((5, 2, 0), (7, 3, 1), (11, 2, 2)):
            check_transpose(signal.savgol_filter, "x", x, window, degree, order, axis=axis)
        check_transpose(signal.hilbert, "x", x, axis=axis, narrow=False)


def blurred(a):
    return np.sum(ndimage.gaussian_filter(a, (1.0, 0.5)) ** 3 + ndimage.uniform_filter(a, size=(2, 3), mode="wrap") ** 2)


def sampled(a, places):
    return np.sum(ndimage.map_coordinates(a, places, order=1) ** 2 + ndimage.map_coordinates(a[0], places[1:], order=1))


def edges(a, weights):
    return np.sum(np.hypot(ndimage.sobel(a, 0), ndimage.sobel(a, 1)) * ndimage.convolve(a, weights, mode="constant", cval=0.4))


def envelope(x, b, a):
    return np.sum(np.abs(signal.hilbert(signal.lfilter(b, a, x))) * signal.correlate(x, x, "same"))


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (blurred, (real(5, 6),)),
        (sampled, (real(5, 6), np.array([[0.3, 1.7, 3.2, -0.5], [2.2, 4.1, 0.6, 2.3]]))),
        (edges, (real(5, 6), real(3, 2))),
        (envelope, (real(12), real(2), np.array([1.0, 0.3, 0.2]))),
    ],
)
def test_programs_to_second_order(f, args):
    check_grads(f, args, order=2)
