"""Contributions that are added up by index."""

import numpy as np


def f(weights, index):
    bins = np.zeros(3)
    np.add.at(bins, index, weights)
    return np.sum(bins**2)


BY = "weights"
AT = np.array([0.5, -1.5, 2.0, 1.0]), np.array([0, 2, 2, 1])


# --- reverse by weights

import numpy as np


def f_grad(weights, index):
    bins = np.zeros(3)
    np.add.at(bins, index, weights)
    weights_bar = (2 * bins)[index].copy()
    return weights_bar


# --- forward by weights

import numpy as np


def f_jvp(weights, index, weights_dot):
    weights_dot = weights_dot.copy()
    bins = np.zeros(3)
    bins2 = np.zeros(bins.shape)
    np.add.at(bins2, index, weights_dot)
    np.add.at(bins, index, weights)
    return np.sum(bins ** 2), np.sum(2 * bins * bins2)
