"""Reductions with where= and initial=, and the nan-aware ones."""

import numpy as np


def f(x, keep):
    a = np.sum(x, where=keep)
    b = np.max(x, initial=-10.0, where=keep)
    c = np.mean(x, axis=0, where=keep)
    holes = np.where(keep, x, np.nan)
    return a * b + np.sum(c**2) + np.nansum(holes**2) + np.sum(np.nanmean(holes, axis=1) ** 2)


rng = np.random.default_rng(59)
wrt = ("x",)
points = [(rng.normal(size=(2, 3)), np.array([[True, False, True], [True, True, True]]))]
