"""Derivatives of the functions of scipy.special that reduce an array or mix its elements."""

import numpy as np
import scipy.special

from s2sdiff.rules.declare import constant, tangent
from s2sdiff.rules.support import spread


@tangent(scipy.special.logsumexp)
def _(a, a_dot, axis=None, b=None, keepdims=False, *, out):
    shift = spread(np.where(np.isfinite(out), out, 0), axis, keepdims)
    weight = np.exp(a - shift) if b is None else b * np.exp(a - shift)
    return np.sum(weight * a_dot, axis, keepdims=keepdims)


@tangent(scipy.special.logsumexp)
def _(a, b_dot, axis=None, b=None, keepdims=False, *, out):
    return np.sum(np.exp(a - spread(out, axis, keepdims)) * b_dot, axis, keepdims=keepdims)


@tangent(scipy.special.softmax)
def _(x, x_dot, axis=None, *, out):
    return out * (x_dot - np.sum(out * x_dot, axis, keepdims=True))


@tangent(scipy.special.log_softmax)
def _(x, x_dot, axis=None, *, out):
    return x_dot - np.sum(np.exp(out) * x_dot, axis, keepdims=True)


# The logarithm is a constant and the sum of d log-gammas, half apart (DLMF 35.3.5).
@tangent(scipy.special.multigammaln)
def _(a, a_dot, d):
    return np.sum(scipy.special.psi(np.expand_dims(a, -1) - 0.5 * np.arange(d)), axis=-1) * a_dot


constant([scipy.special.multigammaln], "d")
