"""Distances of SciPy between points: kernels of them, as a matrix and as a list of pairs."""

import numpy as np
from scipy.spatial.distance import cdist, pdist, squareform


def f(a, b, scale):
    near = np.exp(-0.5 * cdist(a / scale, b / scale, metric="sqeuclidean"))
    kernel = squareform(np.exp(-pdist(a)))
    np.fill_diagonal(kernel, 1.0)
    far = cdist(a, b, "minkowski", p=3) + cdist(a, b, "cityblock") * cdist(a, b, "chebyshev")
    return np.sum(kernel @ near) + np.sum(far * cdist(a, b)) + np.sum(squareform(kernel @ kernel, checks=False) ** 2)


wrt = ("a", "b", "scale")
points = [
    (
        np.array([[0.1, 0.9], [1.4, -0.3], [-0.8, 0.5], [2.0, 1.1]]),
        np.array([[4.6, 6.2], [4.5, -7.7], [-5.1, 8.4]]),
        3.7,
    )
]
