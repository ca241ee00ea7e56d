"""Interpolators that are objects in SciPy, as classes of points and coefficients, which are lowered like those of users.

What is computed has the bits of what SciPy computes, but for the last one where it solves a banded system.
"""

import numpy as np
import scipy.interpolate
import scipy.linalg

from s2sdiff.rules.declare import outside, stands_in


class Piecewise:
    """A polynomial between each two points: `scipy.interpolate.PPoly`, and whatever is one."""

    def __init__(self, c, x, extrapolate=True):
        if np.ndim(c) != 2 or not isinstance(extrapolate, bool) or not extrapolate:
            raise NotImplementedError("interpolation of several values, or not beyond the ends")
        self.c, self.x = c, x

    def __call__(self, x, nu=0, extrapolate=None):
        if extrapolate is not None and extrapolate is not True:
            raise NotImplementedError("interpolation not beyond the ends")
        at = np.ravel(x)
        place = np.clip(np.searchsorted(self.x, at, side="right") - 1, 0, len(self.x) - 2)
        z = at - self.x[place]
        n = len(self.c)
        total, power = np.zeros_like(z), np.ones_like(z)
        for k in range(nu, n):
            factor = 1.0
            for j in range(nu):
                factor *= k - j
            total = total + self.c[n - 1 - k][place] * power * factor
            power = power * z
        return np.reshape(total, np.shape(x))


@stands_in(scipy.interpolate.CubicSpline)
class Cubic:
    """`scipy.interpolate.CubicSpline` of numbers."""

    def __init__(self, x, y, axis=0, bc_type="not-a-knot", extrapolate=None):
        if np.ndim(y) != 1 or bc_type not in ("not-a-knot", "natural", "clamped") or extrapolate is not None:
            raise NotImplementedError("this form of CubicSpline")
        self.x, self.y = np.asarray(x), np.asarray(y)
        h, rise = np.diff(self.x), np.diff(self.y)
        slope = rise / h
        self.s = slopes(h, rise, bc_type)
        t = (self.s[:-1] + self.s[1:] - 2 * slope) / h
        self.c3 = t / h
        self.c2 = (slope - self.s[:-1]) / h - t

    def __call__(self, x, nu=0, extrapolate=None):
        if extrapolate is not None or nu not in (0, 1, 2, 3):
            raise NotImplementedError("this form of a call of CubicSpline")
        place = np.clip(np.searchsorted(self.x, x, side="right") - 1, 0, len(self.x) - 2)
        z = np.asarray(x) - self.x[place]
        c3, c2, c1 = self.c3[place], self.c2[place], self.s[place]
        if nu == 0:
            return np.asarray(self.y[place] + c1 * z + c2 * (z * z) + c3 * (z * z * z))
        if nu == 1:
            return np.asarray(c1 + c2 * z * 2.0 + c3 * (z * z) * 3.0)
        return np.asarray(c2 * 2.0 + c3 * z * 6.0 if nu == 2 else c3 * 6.0 + 0.0 * z)


def slopes(h, rise, bc_type):
    """The slopes of a cubic spline at its points, given how far it is from one to the next."""
    n, slope = len(h) + 1, rise / h
    if bc_type == "not-a-knot" and n < 4:
        raise NotImplementedError("CubicSpline through fewer than four points")
    upper, middle, lower, b = np.zeros(n), np.ones(n), np.zeros(n), np.zeros(n)
    middle[1:-1] = 2 * (h[:-1] + h[1:])
    upper[2:] = h[:-1]
    lower[:-2] = h[1:]
    b[1:-1] = 3 * (h[1:] * slope[:-1] + h[:-1] * slope[1:])
    if bc_type == "not-a-knot":
        d, e = h[0] + h[1], h[-1] + h[-2]
        middle[0], upper[1] = h[1], d
        b[0] = ((h[0] + 2 * d) * h[1] * slope[0] + h[0] ** 2 * slope[1]) / d
        middle[-1], lower[-2] = h[-2], e
        b[-1] = (h[-1] ** 2 * slope[-2] + (2 * e + h[-1]) * h[-2] * slope[-1]) / e
    elif bc_type == "natural":
        middle[0], upper[1], b[0] = 2 * h[0], h[0], 3 * rise[0]
        middle[-1], lower[-2], b[-1] = 2 * h[-1], h[-1], 3 * rise[-1]
    return scipy.linalg.solve_banded((1, 1), np.stack((upper, middle, lower)), b)


@stands_in(scipy.interpolate.interp1d)
class Linear:
    """`scipy.interpolate.interp1d` by lines between numbers, in ascending order of their places."""

    def __init__(self, x, y, kind="linear", axis=-1, copy=True, bounds_error=None, fill_value=np.nan, assume_sorted=False):
        beyond = isinstance(fill_value, str) and fill_value == "extrapolate"
        if np.ndim(y) != 1 or kind != "linear" or not (beyond or isinstance(fill_value, int | float)):
            raise NotImplementedError("this form of interp1d")
        order = np.arange(len(x)) if assume_sorted else np.argsort(x, kind="mergesort")
        self.x, self.y = np.asarray(x)[order], np.asarray(y)[order]
        self.beyond, self.raises, self.fill = beyond, bounds_error is None or bounds_error, fill_value

    def __call__(self, x):
        if not self.beyond:
            if not self.raises:
                return np.asarray(np.interp(x, self.x, self.y, left=self.fill, right=self.fill))
            if np.any(x < self.x[0]):
                raise ValueError("A value in x_new is below the interpolation range.")
            if np.any(x > self.x[-1]):
                raise ValueError("A value in x_new is above the interpolation range.")
            return np.asarray(np.interp(x, self.x, self.y))
        place = np.clip(np.searchsorted(self.x, x), 1, len(self.x) - 1)
        a, b = self.x[place - 1], self.x[place]
        p, q = self.y[place - 1], self.y[place]
        return np.asarray((q - p) / (b - a) * (x - a) + p)


class Lines(Linear):
    """An object of `interp1d` that was made elsewhere."""

    def __init__(self, x, y, kind, extrapolate, bounds_error):
        if np.ndim(y) != 1 or kind != "linear" or not (extrapolate or bounds_error):
            raise NotImplementedError("this form of interp1d")
        self.x, self.y, self.beyond, self.raises, self.fill = x, y, extrapolate, bounds_error, np.nan


outside(Lines, scipy.interpolate.interp1d, "x", "y", "_kind", "_extrapolate", "bounds_error")
outside(Piecewise, scipy.interpolate.PPoly, "c", "x", "extrapolate")
