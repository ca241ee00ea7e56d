"""Data with gaps: what a mask, a nan-function, `where=` or a replacement leaves out contributes nothing, by no value either."""

import numpy as np


def f(x, scale, y, counts):
    r = scale * x - y
    total = np.nanmean(r**2) + np.nansum(np.tanh(x * y) * x) + np.nanmax(np.sin(x) * y)
    total += np.sum(np.where(np.isnan(y), 0.1 * x, np.exp(-(r**2))))
    total += np.sum((x * y)[np.isfinite(y)] ** 3) + np.sum(np.nan_to_num(x * y) ** 2)
    total += np.mean((x / y) ** 2, where=counts) + np.sum(np.where(counts, (x * y) ** 2, x))
    filled = x * y
    filled[~counts] = scale
    both = np.nanmean(np.stack([x * y, 2 * x]), axis=0)
    return total + np.sum(filled**2) + both @ x + np.sum(np.fmax(x * y, 0.25) * np.fmin(x * y, x))


wrt = ("x", "scale")
y = np.array([0.3, np.nan, 0.7, -0.2])
points = [(np.array([1.0, 2.0, 3.0, 0.5]), 1.3, y, ~np.isnan(y))]
