"""Interpolators of SciPy that are polynomials from point to point, as classes that are lowered like those of users.

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

    def derivative(self, nu=1):
        c = self.c
        for _ in range(nu):
            c = c[:-1] * np.arange(len(c) - 1, 0, -1)[:, None]
        return Piecewise(c, self.x)

    def antiderivative(self, nu=1):
        c = self.c
        for _ in range(nu):
            c = risen(c, np.diff(self.x))
        return Piecewise(c, self.x)

    def integrate(self, a, b, extrapolate=None):
        if extrapolate is not None and extrapolate is not True:
            raise NotImplementedError("interpolation not beyond the ends")
        whole = self.antiderivative()
        return whole(b) - whole(a)


def risen(c, h):
    """The coefficients of the integral from the first point on of polynomials over intervals of the lengths `h`."""
    raised = c / np.arange(len(c), 0, -1)[:, None]
    over = np.zeros_like(h)
    for k in range(len(c)):
        over = (over + raised[k]) * h
    before = np.concatenate((np.zeros(1), np.cumsum(over)[:-1]))
    return np.concatenate((raised, before[None, :]))


@stands_in(scipy.interpolate.CubicHermiteSpline)
class Hermite:
    """`scipy.interpolate.CubicHermiteSpline` of numbers: cubic between points with given slopes."""

    def __init__(self, x, y, dydx, axis=0, extrapolate=None):
        if np.ndim(y) != 1 or extrapolate not in (None, True):
            raise NotImplementedError("this form of CubicHermiteSpline")
        self.through(np.asarray(x), np.asarray(y), np.asarray(dydx))

    def through(self, x, y, s):
        """Take points and slopes."""
        self.x, self.y, self.s = x, y, s
        h = np.diff(x)
        slope = np.diff(y) / h
        t = (s[:-1] + s[1:] - 2 * slope) / h
        self.c3 = t / h
        self.c2 = (slope - s[:-1]) / h - t

    def __call__(self, x, nu=0, extrapolate=None):
        if extrapolate is not None or nu not in (0, 1, 2, 3):
            raise NotImplementedError("this form of a call of a cubic spline")
        place = np.clip(np.searchsorted(self.x, x, side="right") - 1, 0, len(self.x) - 2)
        z = np.asarray(x) - self.x[place]
        c3, c2, c1 = self.c3[place], self.c2[place], self.s[place]
        if nu == 0:
            return np.asarray(self.y[place] + c1 * z + c2 * (z * z) + c3 * (z * z * z))
        if nu == 1:
            return np.asarray(c1 + c2 * z * 2.0 + c3 * (z * z) * 3.0)
        return np.asarray(c2 * 2.0 + c3 * z * 6.0 if nu == 2 else c3 * 6.0 + 0.0 * z)

    def pieces(self):
        """The same as polynomials."""
        return Piecewise(np.stack((self.c3, self.c2, self.s[:-1], self.y[:-1])), self.x)

    def derivative(self, nu=1):
        return self.pieces().derivative(nu)

    def antiderivative(self, nu=1):
        return self.pieces().antiderivative(nu)

    def integrate(self, a, b, extrapolate=None):
        return self.pieces().integrate(a, b, extrapolate)


@stands_in(scipy.interpolate.CubicSpline)
class Cubic(Hermite):
    """`scipy.interpolate.CubicSpline` of numbers."""

    def __init__(self, x, y, axis=0, bc_type="not-a-knot", extrapolate=None):
        if np.ndim(y) != 1 or bc_type not in ("not-a-knot", "natural", "clamped") or extrapolate not in (None, True):
            raise NotImplementedError("this form of CubicSpline")
        x, y = np.asarray(x), np.asarray(y)
        self.through(x, y, slopes(np.diff(x), np.diff(y), bc_type))


@stands_in(scipy.interpolate.PchipInterpolator)
class Monotone(Hermite):
    """`scipy.interpolate.PchipInterpolator` of numbers."""

    def __init__(self, x, y, axis=0, extrapolate=None):
        if np.ndim(y) != 1 or extrapolate not in (None, True) or len(x) < 3:
            raise NotImplementedError("this form of PchipInterpolator")
        x, y = np.asarray(x), np.asarray(y)
        h = np.diff(x)
        m = np.diff(y) / h
        turns = (np.sign(m[1:]) != np.sign(m[:-1])) | (m[1:] == 0) | (m[:-1] == 0)
        w, v = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
        after, before = np.where(turns, 1.0, m[1:]), np.where(turns, 1.0, m[:-1])
        inner = np.where(turns, 0.0, 1.0 / ((w / before + v / after) / (w + v)))
        ends = end_slope(h[0], h[1], m[0], m[1]), end_slope(h[-1], h[-2], m[-1], m[-2])
        self.through(x, y, np.concatenate((np.array([ends[0]]), inner, np.array([ends[1]]))))


def end_slope(h, h_next, m, m_next):
    """The slope at an end of monotone pieces."""
    d = ((2 * h + h_next) * m - h * m_next) / (h + h_next)
    if np.sign(d) != np.sign(m):
        return 0.0 * d
    return 3.0 * m if np.sign(m) != np.sign(m_next) and abs(d) > 3.0 * abs(m) else d


@stands_in(scipy.interpolate.Akima1DInterpolator)
class Akima(Hermite):
    """`scipy.interpolate.Akima1DInterpolator` of numbers, nan beyond the ends unless they are to be passed."""

    def __init__(self, x, y, axis=0, method="akima", extrapolate=None):
        if np.ndim(y) != 1 or extrapolate not in (None, True, False) or len(x) < 3:
            raise NotImplementedError("this form of Akima1DInterpolator")
        x, y = np.asarray(x), np.asarray(y)
        m = np.diff(y) / np.diff(x)
        before, after = 2.0 * m[0] - m[1], 2.0 * m[-1] - m[-2]
        m = np.concatenate((np.stack((2.0 * before - m[0], before)), m, np.stack((after, 2.0 * after - m[-1]))))
        far, near = np.abs(m[3:] - m[2:-1]), np.abs(m[1:-2] - m[:-3])
        if method == "makima":
            far, near = far + 0.5 * np.abs(m[3:] + m[2:-1]), near + 0.5 * np.abs(m[1:-2] + m[:-3])
        both = far + near
        known = both > 1e-9 * np.max(both)
        share = near / np.where(known, both, 1.0)
        self.through(x, y, np.where(known, m[1:-2] + share * (m[2:-1] - m[1:-2]), 0.5 * (m[3:] + m[:-3])))
        self.beyond = extrapolate is True

    def __call__(self, x, nu=0, extrapolate=None):
        found = Hermite.__call__(self, x, nu, extrapolate)
        return found if self.beyond else np.where((x >= self.x[0]) & (x <= self.x[-1]), found, np.nan)


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


outside(Piecewise, scipy.interpolate.PPoly, "c", "x", "extrapolate")
