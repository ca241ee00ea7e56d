"""Derivatives of NumPy's elementwise choices: the larger, the smaller, what lies within bounds, either by a condition.

Ties are split evenly. As in `numpy_elementwise`, a tangent may have the shape of its one argument.
"""

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose


@tangent(np.maximum)
def _(x1, x2, x1_dot):
    return np.where(x1 == x2, 0.5, x1 > x2) * x1_dot


@tangent(np.maximum)
def _(x1, x2, x2_dot):
    return np.where(x1 == x2, 0.5, x2 > x1) * x2_dot


@tangent(np.minimum)
def _(x1, x2, x1_dot):
    return np.where(x1 == x2, 0.5, x1 < x2) * x1_dot


@tangent(np.minimum)
def _(x1, x2, x2_dot):
    return np.where(x1 == x2, 0.5, x2 < x1) * x2_dot


# One of the two may be nan.
@tangent(np.fmax, np.fmin)
def _(x1, x2, x1_dot, *, out):
    return np.where(x1 == x2, 0.5, out == x1) * x1_dot


@tangent(np.fmax, np.fmin)
def _(x1, x2, x2_dot, *, out):
    return np.where(x1 == x2, 0.5, out == x2) * x2_dot


# A bound may be None, which equals no number. Where the bounds cross, the upper one is the result.
@tangent(np.clip)
def _(a, a_dot, a_min=None, a_max=None, *, out):
    return np.where((a == a_min) | (a == a_max), 0.5, out == a) * a_dot


@tangent(np.clip)
def _(a, a_min_dot, a_min=None, a_max=None, *, out):
    return np.where(a == a_min, 0.5, a < a_min) * (out != a_max) * a_min_dot


@tangent(np.clip)
def _(a, a_max_dot, a_min=None, a_max=None, *, out):
    return np.where(a == a_max, 0.5, out == a_max) * a_max_dot


# Linear in x and y together: its tangent and its transpose are both given.
@tangent(np.where)
def _(condition, x, y, x_dot):
    return np.where(condition, x_dot, 0.0)


@tangent(np.where)
def _(condition, x, y, y_dot):
    return np.where(condition, 0.0, y_dot)


@transpose(np.where, "x")
def _(out_bar, condition, x, y):
    return np.where(condition, out_bar, 0.0)


@transpose(np.where, "y")
def _(out_bar, condition, x, y):
    return np.where(condition, 0.0, out_bar)


constant([np.where], "condition")


@tangent(np.heaviside)
def _(x1, x2, x2_dot):
    return (x1 == 0) * x2_dot


constant([np.heaviside], "x1")


@tangent(np.nan_to_num)
def _(x, x_dot, copy=True, nan=0.0, posinf=None, neginf=None):
    return np.where(np.isfinite(x), x_dot, 0.0)
