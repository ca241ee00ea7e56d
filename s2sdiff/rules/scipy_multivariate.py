"""The density of the multivariate normal distribution, spelled out."""

import numpy as np
from scipy.stats import multivariate_normal

from s2sdiff.rules.declare import spelled


@spelled(multivariate_normal.logpdf)
def logpdf(x, mean=None, cov=1, allow_singular=False):
    return log_density(x if mean is None else x - mean, cov, allow_singular)


@spelled(multivariate_normal.pdf)
def pdf(x, mean=None, cov=1, allow_singular=False):
    return np.exp(log_density(x if mean is None else x - mean, cov, allow_singular))


def log_density(d, cov, allow_singular):
    """The logarithm of the density at deviations from the mean: one of them, or one in each row."""
    if np.ndim(d) == 0 and np.ndim(cov) == 0:
        return -0.5 * (np.log(2 * np.pi) + np.log(cov) + d * d / cov)
    if np.ndim(cov) != 2 or np.ndim(d) not in (1, 2):
        raise NotImplementedError("a covariance that is no matrix")
    n = np.shape(cov)[0]
    if np.ndim(d) == 1 and n == 1 and np.shape(d)[0] != 1:
        return log_density(d[:, None], cov, allow_singular)
    if np.ndim(d) == 2 and np.shape(d)[0] == 1:
        return log_density(d[0], cov, allow_singular)
    cov = np.tril(cov) + np.tril(cov, -1).T  # which is all of it that SciPy reads
    if not allow_singular:
        factor = np.linalg.cholesky(cov)
        scaled = np.linalg.solve(factor, d.T)
        size = 2 * np.sum(np.log(np.diagonal(factor)))
        return -0.5 * (n * np.log(2 * np.pi) + size + np.sum(scaled * scaled, axis=0))
    small = 1e6 * 2.0**-52  # of the largest eigenvalue: those below it count as zero
    values = np.linalg.eigvalsh(cov)
    counts = values > small * np.max(np.abs(values))
    size, rank = np.sum(np.log(np.where(counts, values, 1.0))), np.count_nonzero(counts)
    square = np.sum(d @ np.linalg.pinv(cov, rcond=small) * d, axis=-1)
    return -0.5 * (rank * np.log(2 * np.pi) + size + square)
