"""Soft assignment to the nearest of several centres: (n, 1, d) against (1, k, d)."""

import numpy as np


def f(x, centres, sharpness):
    d2 = np.sum((x[:, None, :] - centres[None, :, :]) ** 2, axis=-1)
    w = np.exp(-sharpness * (d2 - d2.min(axis=1, keepdims=True)))
    w /= w.sum(axis=1, keepdims=True)
    moved = w.T @ x / w.sum(axis=0)[:, np.newaxis]
    return np.sum((moved - centres) ** 2)


rng = np.random.default_rng(19)
wrt = ("x", "centres", "sharpness")
points = [(rng.normal(size=(5, 2)), rng.normal(size=(3, 2)), 0.8)]
