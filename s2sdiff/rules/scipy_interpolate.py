"""Derivatives of the spline functions of `scipy.interpolate` that take knots and coefficients as data.

The derivative of a spline is the one of the next order. The coefficients are constants here. `bisplev` has no
orders from the degree on, so the last one is the slope between two knots, where the one before it is linear.
Beyond the knots the result of `bisplev` does not vary.
"""

import numpy as np
from scipy.interpolate import bisplev, splev

from s2sdiff.rules.declare import tangent


@tangent(splev)
def _(x, tck, x_dot, der=0, ext=0):
    return (der < tck[2]) * splev(x, tck, min(der + 1, tck[2]), 1 if ext == 3 else ext) * x_dot


@tangent(bisplev)
def _(x, y, tck, x_dot, dx=0, dy=0):
    knots, degree = tck[0], tck[3]
    if dx + 1 < degree:
        slope = bisplev(x, y, tck, dx + 1, dy)
    else:
        k = min(max(int(np.searchsorted(knots, x, "right")), degree + 1), len(knots) - degree - 1)
        rise = bisplev(knots[k], y, tck, dx, dy) - bisplev(knots[k - 1], y, tck, dx, dy)
        slope = rise / (knots[k] - knots[k - 1])
    return (slope if knots[0] <= x <= knots[-1] else 0.0) * x_dot


@tangent(bisplev)
def _(x, y, tck, y_dot, dx=0, dy=0):
    knots, degree = tck[1], tck[4]
    if dy + 1 < degree:
        slope = bisplev(x, y, tck, dx, dy + 1)
    else:
        k = min(max(int(np.searchsorted(knots, y, "right")), degree + 1), len(knots) - degree - 1)
        rise = bisplev(x, knots[k], tck, dx, dy) - bisplev(x, knots[k - 1], tck, dx, dy)
        slope = rise / (knots[k] - knots[k - 1])
    return (slope if knots[0] <= y <= knots[-1] else 0.0) * y_dot
