"""Implicit vertical advection of a weather model: the Thomas algorithm in all columns at once."""

import numpy as np


def f(u, w, dt):
    levels = u.shape[0]
    upper = np.zeros_like(u)
    rhs = np.zeros_like(u)
    out = np.empty_like(u)
    for k in range(levels):
        if k == 0:
            high = 0.25 * dt * w[k + 1]
            pivot = 1.0 - high
            flux = high * (u[k + 1] - u[k])
            upper[k] = high / pivot
            rhs[k] = (u[k] - flux) / pivot
        elif k < levels - 1:
            low = -0.25 * dt * w[k]
            high = 0.25 * dt * w[k + 1]
            flux = -low * (u[k] - u[k - 1]) + high * (u[k + 1] - u[k])
            pivot = 1.0 - low - high - low * upper[k - 1]
            upper[k] = high / pivot
            rhs[k] = (u[k] - flux - low * rhs[k - 1]) / pivot
        else:
            low = -0.25 * dt * w[k]
            flux = -low * (u[k] - u[k - 1])
            pivot = 1.0 - low - low * upper[k - 1]
            rhs[k] = (u[k] - flux - low * rhs[k - 1]) / pivot
    out[levels - 1] = rhs[levels - 1]
    for k in range(levels - 2, -1, -1):
        out[k] = rhs[k] - upper[k] * out[k + 1]
    return np.sum(out**2)


rng = np.random.default_rng(10)
wrt = ("u", "w", "dt")
points = [(rng.normal(size=(4, 2, 3)), 0.5 * rng.normal(size=(4, 2, 3)), 0.3)]
