"""A form of an interpolator that is not served."""

import numpy as np
from scipy.interpolate import interp1d


def f(x, y, t):
    return np.sum(interp1d(x, y, kind="zero")(t))


wrt = ("y",)
points = [(np.array([0.1, 0.3, 0.4]), np.array([0.5, -0.2, 0.7]), np.array([0.15, 0.38]))]
refused = "steps by a spline without a degree are not served"
