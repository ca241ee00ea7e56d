"""Splines of SciPy that were fitted before: of one variable, of two, linear ones, beyond their knots, derivatives."""
import numpy as np
from scipy.interpolate import bisplev, bisplrep, splev, splrep

_at = np.linspace(0.0, 6.0, 12)
CUBIC = splrep(_at, np.sin(_at))
LINEAR = splrep(_at, np.cos(_at), k=1)
_x, _y = np.meshgrid(np.linspace(0.0, 2.0, 8), np.linspace(0.0, 2.0, 9), indexing="ij")
SURFACE = bisplrep(_x.ravel(), _y.ravel(), np.sin(_x * _y).ravel(), s=0.1)
PLANES = bisplrep(_x.ravel(), _y.ravel(), np.sin(_x * _y).ravel(), kx=1, ky=2, s=0.1)


def f(x, y):
    total = float(splev(x, CUBIC)) * y + float(splev(y, LINEAR, der=0, ext=1)) + float(splev(x * y, CUBIC, 1))
    total += float(splev(x - 3.0, CUBIC, ext=3)) + float(splev(x - 3.0, CUBIC, ext=1)) * x
    total += float(bisplev(x, y, SURFACE)) * x + float(bisplev(y, x, SURFACE, 1, 0))
    return total + float(bisplev(x, y, PLANES)) * y + float(bisplev(x + 5.0, y, SURFACE))


wrt = ("x", "y")
points = [(0.7, 1.35)]
