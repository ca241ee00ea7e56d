"""The density of the multivariate normal distribution, at one point and at several; only one triangle of a covariance counts."""

import numpy as np
from scipy.stats import multivariate_normal
from scipy.stats import multivariate_normal as normal


def f(x, mean, cov):
    many = np.sum(multivariate_normal.logpdf(x, mean, cov))
    one = normal.logpdf(x[0], mean=mean, cov=cov, allow_singular=True)
    centred = normal.pdf(x - mean, cov=cov)
    return many * one + np.sum(centred**2) + normal.logpdf(x[0, 0], mean[0], cov[0, 0])


wrt = ("x", "mean", "cov")
points = [
    (
        np.array([[0.1, 0.9], [1.4, -0.3], [-0.8, 0.5]]),
        np.array([0.2, -0.4]),
        np.array([[1.5, 0.7], [0.4, 0.9]]),
    )
]
