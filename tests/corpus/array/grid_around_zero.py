"""np.mgrid with bounds on both sides of zero, and of computed length."""

import numpy as np


def f(sigma, theta, size):
    half = size // 2
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    xr = x * np.cos(theta) + y * np.sin(theta)
    u, v = np.mgrid[1:4, 0:2]
    return np.sum(np.exp(-(xr**2) / (2 * sigma**2)) * np.cos(xr)) + np.sum(np.sin(u * theta) * v)


wrt = ("sigma", "theta")
points = [(1.5, 0.4, 5)]
