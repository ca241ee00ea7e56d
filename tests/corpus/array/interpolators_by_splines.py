"""Splines of any degree through points, by coefficients, and as kinds of `interp1d`; steps vary with what they take."""

import numpy as np
from scipy.interpolate import BSpline, interp1d, make_interp_spline


def f(x, y, t):
    square = make_interp_spline(x, y, k=2)
    cubic = interp1d(x, y, kind="cubic")(t)
    knots = np.concatenate((x[:1] - 1, x, x[-1:] + np.array([1.0, 2.0])))
    basis = BSpline(knots, y[:5], 3)
    steps = interp1d(x, y, kind="previous")(t) * interp1d(x, y, kind="nearest")(t) * interp1d(x, y, kind="next")(t)
    return np.sum(square(t) * square(t, 1) + cubic * basis(t[1]) * basis.derivative()(t[2]) + steps)


wrt = ("x", "y", "t")
points = [
    (np.array([0.0, 0.7, 1.5, 2.2, 3.1, 4.0]), np.array([0.2, 0.5, 0.4, 1.5, 3.0, 3.3]), np.array([0.3, 1.8, 2.9])),
]
