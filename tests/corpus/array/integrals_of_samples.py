"""Integrals of samples by the rules of SciPy, with even steps and others, along the last axis and others."""

import numpy as np
from scipy import integrate


def f(y, x, h):
    z = np.stack((y, y**2 * x), axis=1)
    total = integrate.simpson(y) + integrate.simpson(y[:-1], x=x[:-1]) + integrate.simpson(y, x=x) * h
    total += np.sum(integrate.simpson(z, dx=h, axis=0) ** 2) + integrate.trapezoid(y, x)
    total += np.sum(integrate.trapezoid(z, dx=h, axis=0)) + integrate.romb(y[:5], dx=h)
    running = integrate.cumulative_trapezoid(y, x, initial=0) * integrate.cumulative_simpson(y, x=x, initial=0.5)
    columns = integrate.cumulative_trapezoid(z, dx=h, axis=0) ** 2 + integrate.cumulative_simpson(z, dx=h, axis=0)
    return total + np.sum(running[1:] * columns[:, 1])


wrt = ("y", "x", "h")
points = [(np.array([0.5, -0.2, 0.7, 1.1, -0.4, 0.9]), np.array([0.1, 0.3, 0.4, 0.8, 1.3, 1.5]), 0.2)]
