"""Fixed points of a number and of a vector, whose function varies with other arguments."""

import numpy as np
from scipy.optimize import fixed_point


def f(a, c):
    def both(x, k):
        return np.array([0.3 * np.sin(k * x[1]), 0.5 * np.cos(x[0] * c[1])])

    single = fixed_point(lambda x: np.cos(a * x) * c[0], 0.5, xtol=1e-12)
    pair = fixed_point(both, np.array([0.1, 0.2]), args=(a,), xtol=1e-12)
    return single * pair[0] + pair[1] ** 2


wrt = ("a", "c")
points = [(0.8, np.array([0.6, 1.3]))]
