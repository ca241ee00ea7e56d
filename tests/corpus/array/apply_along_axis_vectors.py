"""np.apply_along_axis with further arguments, and with a function that gives vectors."""

import numpy as np


def f(img, sigma):
    x = np.arange(-1, 2)
    k = np.exp(-(x**2) / (2 * sigma**2))
    smooth = np.apply_along_axis(lambda m: np.convolve(m, k, mode="same"), axis=0, arr=img)
    smooth = np.apply_along_axis(np.convolve, 1, smooth, k, mode="valid")
    spread = np.apply_along_axis(np.ptp, -1, smooth)
    return np.sum(smooth**2) + spread @ spread


wrt = ("img", "sigma")
points = [(np.array([[0.3, 0.9, 0.1, 0.5], [0.7, 0.2, 0.8, 0.6], [0.15, 0.45, 0.35, 0.95]]), 1.1)]
