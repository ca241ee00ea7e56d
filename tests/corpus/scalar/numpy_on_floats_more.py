"""More functions of np on floats: inverse, hyperbolic, signs, clip and rounding."""
import numpy as np


def f(x, y):
    a = np.log1p(x) + np.expm1(y) + np.cbrt(y) + np.arcsin(x) + np.arccosh(y + 1.0)
    b = np.sign(x) * x + np.floor(y) * x + np.clip(y, 0.0, 1.0) + np.clip(x, 0.0, 1.0)
    return a * b + np.logaddexp(x, y) + np.sinc(x) + np.pi


wrt = ("x", "y")
points = [(0.7, 1.3)]
