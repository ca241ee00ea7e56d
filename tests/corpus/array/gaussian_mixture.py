"""The log-likelihood of a Gaussian mixture, component by component into the columns of an array."""

import numpy as np


def f(alpha, mu, q, low, x):
    n = len(x)
    log_p = np.empty((n, len(alpha)))
    for k in range(len(alpha)):
        factor = np.tril(low[k], -1) + np.diag(np.exp(q[k]))
        y = (x - mu[k]) @ factor.T
        log_p[:, k] = alpha[k] + np.sum(q[k]) - 0.5 * np.sum(y**2, axis=1)
    top = np.max(log_p, axis=1)
    each = top + np.log(np.sum(np.exp(log_p - top[:, None]), axis=1))
    return np.sum(each) - n * np.log(np.sum(np.exp(alpha)))


rng = np.random.default_rng(38)
wrt = ("alpha", "mu", "q", "low")
points = [
    (
        rng.normal(size=3),
        rng.normal(size=(3, 2)),
        0.1 * rng.normal(size=(3, 2)),
        rng.normal(size=(3, 2, 2)),
        rng.normal(size=(4, 2)),
    )
]
