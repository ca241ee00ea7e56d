"""Derivatives of the functions of scipy.special that reduce an array or mix its elements, and of a window made of them."""

import numpy as np
import scipy.special

from s2sdiff.rules.declare import tangent
from s2sdiff.rules.support import spread


@tangent(scipy.special.logsumexp)
def _(a, a_dot, axis=None, b=None, keepdims=False, return_sign=False, *, out):
    value = out[0] if return_sign else out
    shift = spread(np.where(np.isfinite(value), value, 0), axis, keepdims)
    weight = np.exp(a - shift) if b is None else b * np.exp(a - shift)
    value_dot = np.sum(weight * a_dot, axis, keepdims=keepdims)
    return (out[1] * value_dot, np.zeros_like(out[1])) if return_sign else value_dot


@tangent(scipy.special.logsumexp)
def _(a, b_dot, axis=None, b=None, keepdims=False, return_sign=False, *, out):
    value = out[0] if return_sign else out
    value_dot = np.sum(np.exp(a - spread(value, axis, keepdims)) * b_dot, axis, keepdims=keepdims)
    return (out[1] * value_dot, np.zeros_like(out[1])) if return_sign else value_dot


@tangent(scipy.special.softmax)
def _(x, x_dot, axis=None, *, out):
    return out * (x_dot - np.sum(out * x_dot, axis, keepdims=True))


@tangent(scipy.special.log_softmax)
def _(x, x_dot, axis=None, *, out):
    return x_dot - np.sum(np.exp(out) * x_dot, axis, keepdims=True)


@tangent(np.kaiser)
def _(M, beta, beta_dot, *, out):
    place = (2 * np.arange(M) - (M - 1)) / max(M - 1, 1)
    radius = np.sqrt(1 - place**2)
    return beta_dot * (radius * scipy.special.i1(beta * radius) - out * scipy.special.i1(beta)) / scipy.special.i0(beta)
