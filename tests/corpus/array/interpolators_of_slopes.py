"""Interpolators with slopes of their own: monotone ones and Akima's, of varying points, values and places."""

import numpy as np
from scipy.interpolate import Akima1DInterpolator, CubicHermiteSpline, CubicSpline, PchipInterpolator


def f(x, y, t):
    monotone = PchipInterpolator(x, y)
    loose = Akima1DInterpolator(x, y, method="makima")(t) * Akima1DInterpolator(x, y * y, extrapolate=True)(t + 1.0)
    cubic = CubicSpline(x, y)
    given = CubicHermiteSpline(x, y, np.sin(y))(t, 1) * cubic.derivative()(t)
    return np.sum(monotone(t) * monotone(t, 1) + loose + given) + cubic.integrate(0.4, t[1]) * cubic.antiderivative()(t[0])


wrt = ("x", "y", "t")
points = [
    (np.array([0.0, 0.7, 1.5, 2.2, 3.1, 4.0]), np.array([0.0, 0.5, 0.4, 1.5, 3.0, 3.3]), np.array([0.3, 1.8, 2.9])),
]
