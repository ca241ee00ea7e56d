"""Correlation of columns: standardised in place, with a guard against columns that do not vary."""

import numpy as np


def f(data, eps):
    n, m = data.shape
    mean = data.mean(axis=0)
    std = data.std(axis=0)
    std[std <= eps] = 1.0
    z = (data - mean) / (np.sqrt(float(n)) * std)
    corr = np.eye(m)
    for i in range(m - 1):
        corr[i + 1 :, i] = z[:, i + 1 :].T @ z[:, i]
        corr[i, i + 1 :] = corr[i + 1 :, i]
    return np.sum(corr**2)


rng = np.random.default_rng(18)
wrt = ("data",)
points = [(rng.normal(size=(5, 3)), 0.01)]
