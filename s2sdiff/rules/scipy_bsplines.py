"""Interpolation of SciPy by splines of any degree, by lines and by steps, as classes that are lowered like those of users.

A spline of degree k is a sum of coefficients times functions, each of which is zero but between k + 2 knots; C. de Boor's
recursion evaluates it (A Practical Guide to Splines, 1978).
"""

import numpy as np
import scipy.interpolate

from s2sdiff.rules.declare import outside, spelled, stands_in


@stands_in(scipy.interpolate.BSpline)
class Spline:
    """`scipy.interpolate.BSpline` of numbers."""

    def __init__(self, t, c, k, extrapolate=True, axis=0):
        if extrapolate is not True or np.ndim(c) != 1:
            raise NotImplementedError("a spline of several values, or not beyond the ends")
        self.t, self.c, self.k = np.asarray(t), np.asarray(c), k

    def __call__(self, x, nu=0, extrapolate=None):
        if extrapolate not in (None, True):
            raise NotImplementedError("a spline not beyond the ends")
        made = self.derivative(nu) if nu > 0 else self
        return np.reshape(spline_at(made.t, made.c, made.k, np.ravel(x)), np.shape(x))

    def derivative(self, nu=1):
        t, c, k = self.t, self.c, self.k
        for _ in range(nu):
            n = len(t) - k - 1
            c = k * (c[1:n] - c[: n - 1]) / (t[k + 1 : n + k] - t[1:n])
            t, k = t[1:-1], k - 1
        return Spline(t, c, k)


def spline_at(t, c, k, x):
    """A spline with the knots `t` at the points of a vector; the coefficients may be rows."""
    place = np.clip(np.searchsorted(t, x, side="right") - 1, k, len(t) - k - 2)
    level = [c[place - k + j] for j in range(k + 1)]
    for r in range(1, k + 1):
        for j in range(k, r - 1, -1):
            low, high = t[place - k + j], t[place + 1 + j - r]
            share = (x - low) / (high - low)
            if np.ndim(c) == 2:
                share = share[:, None]
            level[j] = (1 - share) * level[j - 1] + share * level[j]
    return level[k]


@spelled(scipy.interpolate.make_interp_spline)
def make_interp_spline(x, y, k=3, t=None, bc_type=None):
    if bc_type is not None or np.ndim(y) != 1 or k < 1:
        raise NotImplementedError("a spline with conditions at the ends, or of several values")
    x, y = np.asarray(x), np.asarray(y)
    knots = knots_of(x, k) if t is None else np.asarray(t)
    return scipy.interpolate.BSpline(knots, np.linalg.solve(spline_at(knots, np.eye(len(x)), k, x), y), k)


def knots_of(x, k):
    """The knots of a spline through points: those next to the ends are left out."""
    half = (k + 1) // 2 if k % 2 == 1 else k // 2
    inner = x[half : len(x) - half] if k % 2 == 1 else ((x[1:] + x[:-1]) / 2)[half : len(x) - 1 - half]
    return np.concatenate((np.full(k + 1, x[0]), inner, np.full(k + 1, x[-1])))


@stands_in(scipy.interpolate.interp1d)
class Between:
    """`scipy.interpolate.interp1d` between numbers: by lines, by steps or by a spline."""

    def __init__(self, x, y, kind="linear", axis=-1, copy=True, bounds_error=None, fill_value=np.nan, assume_sorted=False):
        beyond = isinstance(fill_value, str) and fill_value == "extrapolate"
        if np.ndim(y) != 1 or not (beyond or isinstance(fill_value, int | float)):
            raise NotImplementedError("this form of interp1d")
        order = np.arange(len(x)) if assume_sorted else np.argsort(x, kind="mergesort")
        self.x, self.y = np.asarray(x)[order], np.asarray(y)[order]
        self.beyond, self.raises, self.fill = beyond, bounds_error is None or bounds_error, fill_value
        self.kind, self.curved = kind, kind in ("slinear", "quadratic", "cubic")
        if self.curved:
            degree = 1 if kind == "slinear" else 2 if kind == "quadratic" else 3
            self.spline = scipy.interpolate.make_interp_spline(self.x, self.y, k=degree)
        elif kind not in ("linear", "nearest", "previous", "next") or (beyond and kind in ("previous", "next")):
            raise NotImplementedError("this form of interp1d")

    def __call__(self, x):
        if self.beyond:
            return self.extended(x)
        if self.raises:
            if np.any(x < self.x[0]):
                raise ValueError("A value in x_new is below the interpolation range.")
            if np.any(x > self.x[-1]):
                raise ValueError("A value in x_new is above the interpolation range.")
            return self.between(x)
        return np.where((x >= self.x[0]) & (x <= self.x[-1]), self.between(x), self.fill)

    def extended(self, x):
        """The value between the ends and beyond them."""
        if self.kind != "linear":
            return self.between(x)
        place = np.clip(np.searchsorted(self.x, x), 1, len(self.x) - 1)
        a, b = self.x[place - 1], self.x[place]
        p, q = self.y[place - 1], self.y[place]
        return np.asarray((q - p) / (b - a) * (x - a) + p)

    def between(self, x):
        """The value between the ends."""
        if self.kind == "linear":
            return np.asarray(np.interp(x, self.x, self.y))
        if self.curved:
            return self.spline(x)
        if self.kind == "nearest":
            half = self.x / 2.0
            place = np.searchsorted(half[1:] + half[:-1], x)
        elif self.kind == "previous":
            place = np.searchsorted(self.x, x, side="right") - 1
        else:
            place = np.searchsorted(self.x, x)
        return np.asarray(self.y[np.clip(place, 0, len(self.x) - 1)] + 0.0 * np.asarray(x))


class Lines(Between):
    """An object of `interp1d` that was made elsewhere."""

    def __init__(self, x, y, kind, extrapolate, bounds_error):
        if np.ndim(y) != 1 or kind != "linear" or not (extrapolate or bounds_error):
            raise NotImplementedError("this form of interp1d")
        self.x, self.y, self.beyond, self.raises, self.fill = x, y, extrapolate, bounds_error, np.nan
        self.kind, self.curved = kind, False


outside(Lines, scipy.interpolate.interp1d, "x", "y", "_kind", "_extrapolate", "bounds_error")
outside(Spline, scipy.interpolate.BSpline, "t", "c", "k", "extrapolate")
