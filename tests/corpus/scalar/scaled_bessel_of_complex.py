"""A function scaled by the real part of its argument has no complex derivative."""

from scipy.special import ive


def f(x):
    w = ive(0.7, x + 0.4j * x * x)
    return w.real + 2.0 * w.imag


wrt = ("x",)
points = [(0.6,)]
refused = "SD301"
