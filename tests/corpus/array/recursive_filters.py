"""Linear filters of scipy.signal along an axis, by the signal and by both rows of coefficients."""

import numpy as np
from scipy.signal import lfilter


def f(b, a, x):
    smooth = lfilter(b, a, x)
    down = lfilter([b[0]], [1.0, -a[1]], x, axis=0)
    return np.sum(smooth**2) + np.sum(down * smooth) + np.sum(lfilter(b, 2.0 * a, x[0, :2]) ** 3)


rng = np.random.default_rng(5)
wrt = (0, 1, 2)
points = [(np.array([0.3, 0.2, -0.1]), np.array([1.2, -0.4, 0.1]), rng.normal(size=(2, 6)))]
