"""linspace, meshgrid, zeros_like, full, ones, eye: arrays made of active scalars and of none."""

import numpy as np


def f(lo, hi, n, value):
    x = np.linspace(lo, hi, n)
    y = np.full(n, value)
    gx, gy = np.meshgrid(x, y[:2], indexing="ij")
    z = np.zeros_like(gx) + value * np.eye(n, 2)
    h = (hi - lo) / (n - 1)
    area = np.sum((y[1:] * x[1:] + y[:-1] * x[:-1]) / 2.0) * h
    return np.sum(gx * gy**2) + np.sum(z * gx) + area + np.trapezoid(x**2, x)


wrt = ("lo", "hi", "value")
points = [(0.2, 1.7, 4, 1.3)]
