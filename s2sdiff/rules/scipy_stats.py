"""Derivatives of the functions of the normal distribution, by the argument and by both parameters."""

import numpy as np
from scipy.stats import norm

from s2sdiff.rules.declare import tangent


@tangent(norm.pdf)
def _(x, x_dot, loc=0, scale=1, *, out):
    return (loc - x) / scale**2 * out * x_dot


@tangent(norm.pdf)
def _(x, loc_dot, loc=0, scale=1, *, out):
    return (x - loc) / scale**2 * out * loc_dot


@tangent(norm.pdf)
def _(x, scale_dot, loc=0, scale=1, *, out):
    return (((x - loc) / scale) ** 2 - 1) / scale * out * scale_dot


@tangent(norm.logpdf)
def _(x, x_dot, loc=0, scale=1):
    return (loc - x) / scale**2 * x_dot


@tangent(norm.logpdf)
def _(x, loc_dot, loc=0, scale=1):
    return (x - loc) / scale**2 * loc_dot


@tangent(norm.logpdf)
def _(x, scale_dot, loc=0, scale=1):
    return (((x - loc) / scale) ** 2 - 1) / scale * scale_dot


@tangent(norm.cdf)
def _(x, x_dot, loc=0, scale=1):
    return norm.pdf(x, loc, scale) * x_dot


@tangent(norm.cdf)
def _(x, loc_dot, loc=0, scale=1):
    return -norm.pdf(x, loc, scale) * loc_dot


@tangent(norm.cdf)
def _(x, scale_dot, loc=0, scale=1):
    return (loc - x) / scale * norm.pdf(x, loc, scale) * scale_dot


@tangent(norm.sf)
def _(x, x_dot, loc=0, scale=1):
    return -norm.pdf(x, loc, scale) * x_dot


@tangent(norm.sf)
def _(x, loc_dot, loc=0, scale=1):
    return norm.pdf(x, loc, scale) * loc_dot


@tangent(norm.sf)
def _(x, scale_dot, loc=0, scale=1):
    return (x - loc) / scale * norm.pdf(x, loc, scale) * scale_dot


@tangent(norm.logcdf)
def _(x, x_dot, loc=0, scale=1, *, out):
    return np.exp(norm.logpdf(x, loc, scale) - out) * x_dot


@tangent(norm.logcdf)
def _(x, loc_dot, loc=0, scale=1, *, out):
    return -np.exp(norm.logpdf(x, loc, scale) - out) * loc_dot


@tangent(norm.logcdf)
def _(x, scale_dot, loc=0, scale=1, *, out):
    return (loc - x) / scale * np.exp(norm.logpdf(x, loc, scale) - out) * scale_dot


@tangent(norm.logsf)
def _(x, x_dot, loc=0, scale=1, *, out):
    return -np.exp(norm.logpdf(x, loc, scale) - out) * x_dot


@tangent(norm.logsf)
def _(x, loc_dot, loc=0, scale=1, *, out):
    return np.exp(norm.logpdf(x, loc, scale) - out) * loc_dot


@tangent(norm.logsf)
def _(x, scale_dot, loc=0, scale=1, *, out):
    return (x - loc) / scale * np.exp(norm.logpdf(x, loc, scale) - out) * scale_dot


@tangent(norm.ppf, norm.isf)
def _(q, loc_dot, loc=0, scale=1):
    return loc_dot


@tangent(norm.ppf, norm.isf)
def _(q, scale_dot, loc=0, scale=1, *, out):
    return (out - loc) / scale * scale_dot


@tangent(norm.ppf)
def _(q, q_dot, loc=0, scale=1, *, out):
    return q_dot / norm.pdf(out, loc, scale)


@tangent(norm.isf)
def _(q, q_dot, loc=0, scale=1, *, out):
    return -q_dot / norm.pdf(out, loc, scale)
