"""Interpolators as objects of SciPy, made of data that vary and called where that varies."""

import numpy as np
from scipy.interpolate import CubicSpline, interp1d


def f(x, y, t):
    spline = CubicSpline(x, y)
    ends = CubicSpline(x, y, bc_type="natural")(t[0]) * CubicSpline(x, y, bc_type="clamped")(t, 2)
    lines = interp1d(x, y)(t) * interp1d(x, y, fill_value="extrapolate")(t[1] + 2.0)
    within = interp1d(x, y * y, bounds_error=False, fill_value=0.0)(t - 0.2)
    return np.sum(spline(t) * spline(t, 1) + ends * lines + within * t)


wrt = ("x", "y", "t")
points = [
    (
        np.array([0.1, 0.3, 0.4, 0.8, 1.3]),
        np.array([0.5, -0.2, 0.7, 1.1, 0.3]),
        np.array([0.15, 0.35, 0.9]),
    )
]
