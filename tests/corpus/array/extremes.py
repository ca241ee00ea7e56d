"""log1p, expm1, logaddexp, softplus and a shifted log-sum-exp where the naive forms overflow."""

import numpy as np


def f(x, y):
    softplus = np.logaddexp(0.0, x)
    top = np.max(y)
    lse = top + np.log(np.sum(np.exp(y - top)))
    return np.sum(softplus) + lse + np.log1p(1e-20 * x[0]) * 1e20 + np.expm1(x[1] * 1e-18) * 1e18


wrt = ("x", "y")
points = [(np.array([800.0, -800.0, 0.0]), np.array([1000.0, -1000.0, 1000.0]))]
expected = [{"x": np.array([2.0, 1.0, 0.5]), "y": np.array([0.5, 0.0, 0.5])}]
max_order = 1
