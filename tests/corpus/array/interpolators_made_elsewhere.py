"""Interpolators that are objects of SciPy and live outside of the function, called where that varies."""

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator, interp1d

places = np.linspace(0.0, 1.0, 7)
spline, smooth = CubicSpline(places, np.sin(3.0 * places)), PchipInterpolator(places, places**3)
lines, beyond = interp1d(places, np.exp(places)), interp1d(places, places**2, fill_value="extrapolate")


def f(t, s):
    return np.sum(spline(t) * smooth(t) + lines(t) * beyond(t + 1.0)) + spline(s) * spline(s, 1) * lines(s)


wrt = ("t", "s")
points = [(np.array([0.13, 0.44, 0.77]), 0.6)]
