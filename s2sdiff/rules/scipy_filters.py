"""Derivatives of linear recursive filters: a y = b x, as polynomials in the shift by one place.

Those by the coefficients come of this equation, differentiated as it stands. A filter that starts with `zi` gives a
pair, and is refused.
"""

import numpy as np
import scipy.signal

from s2sdiff.rules.declare import tangent, transpose


@tangent(scipy.signal.lfilter)
def _(b, a, x, x_dot, axis=-1, zi=None):
    if zi is not None:
        raise NotImplementedError("the derivative of scipy.signal.lfilter with zi")
    return scipy.signal.lfilter(b, a, x_dot, axis)


@transpose(scipy.signal.lfilter, "x")
def _(out_bar, b, a, x, axis=-1, zi=None):
    if zi is not None:
        raise NotImplementedError("the derivative of scipy.signal.lfilter with zi")
    return np.flip(scipy.signal.lfilter(b, a, np.flip(out_bar, axis), axis), axis)


@tangent(scipy.signal.lfilter)
def _(b, b_dot, a, x, axis=-1, zi=None):
    if zi is not None:
        raise NotImplementedError("the derivative of scipy.signal.lfilter with zi")
    return scipy.signal.lfilter(b_dot, a, x, axis)


@transpose(scipy.signal.lfilter, "b")
def _(out_bar, b, a, x, axis=-1, zi=None):
    if zi is not None:
        raise NotImplementedError("the derivative of scipy.signal.lfilter with zi")
    answers = np.moveaxis(scipy.signal.lfilter(np.ones(1), a, x, axis), axis, -1)
    found = np.moveaxis(out_bar, axis, -1)
    n = np.shape(found)[-1]
    return np.array([np.sum(found[..., k:] * answers[..., : max(n - k, 0)]) for k in range(len(b))])


@tangent(scipy.signal.lfilter)
def _(b, a, a_dot, x, axis=-1, zi=None, *, out):
    if zi is not None:
        raise NotImplementedError("the derivative of scipy.signal.lfilter with zi")
    return -scipy.signal.lfilter(np.ones(1), a, scipy.signal.lfilter(a_dot, np.ones(1), out, axis), axis)
