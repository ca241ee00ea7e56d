"""An integral over an area whose far side is found by an attempt: which way that goes is a place that moves."""

from math import sqrt

from scipy.integrate import dblquad


def f(a, h):
    def far(x):
        try:
            side = sqrt(a * a - x * x)
        except ValueError:
            side = 0.0
        return side

    return dblquad(lambda y, x: x * y * h, 0.0, 1.0, 0.0, far)[0]


wrt = ("a", "h")
points = [(1.2, 0.4)]
refused = "the way an attempt goes may jump"
