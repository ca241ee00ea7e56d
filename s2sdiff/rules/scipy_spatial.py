"""Distances between points, spelled out: between two sets of them, and between all pairs of one set."""

import numpy as np
from scipy.spatial import distance

from s2sdiff.rules.declare import spelled


def lengths(d, metric, p):
    """How long differences of points are, along the last axis."""
    if metric == "euclidean":
        return np.linalg.norm(d, axis=-1)
    if metric == "sqeuclidean":
        return np.sum(d * d, axis=-1)
    if metric == "cityblock":
        return np.sum(np.abs(d), axis=-1)
    if metric == "chebyshev":
        return np.max(np.abs(d), axis=-1)
    if metric == "minkowski":
        return np.sum(np.abs(d) ** p, axis=-1) ** (1 / p)
    raise NotImplementedError("another metric")


@spelled(distance.cdist)
def cdist(XA, XB, metric="euclidean", p=2):
    a, b = np.asarray(XA), np.asarray(XB)
    return lengths(a[:, None, :] - b[None, :, :], metric, p)


@spelled(distance.pdist)
def pdist(X, metric="euclidean", p=2):
    a = np.asarray(X)
    i, j = np.triu_indices(np.shape(a)[0], 1)
    return lengths(a[i] - a[j], metric, p)


@spelled(distance.squareform)
def squareform(X, force="no", checks=True):
    if force != "no":
        raise NotImplementedError("a form that is asked for")
    if np.ndim(X) == 2:
        i, j = np.triu_indices(np.shape(X)[0], 1)
        return X[i, j]
    n = round((1 + np.sqrt(1 + 8 * np.size(X))) / 2)
    i, j = np.triu_indices(n, 1)
    full = np.zeros((n, n))
    full[i, j] = X
    full[j, i] = X
    return full
