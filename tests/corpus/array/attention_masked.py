"""Causal attention by np.where and np.tril: what the mask hides has no adjoint, not one of 0 times inf."""

import numpy as np


def f(q, k, v):
    n, d = q.shape
    score = q @ k.T / np.sqrt(d)
    score = np.where(np.tril(np.ones((n, n), bool)), score, -np.inf)
    weights = np.exp(score - np.max(score, axis=1, keepdims=True))
    weights = weights / np.sum(weights, axis=1, keepdims=True)
    return np.sum((weights @ v) ** 2)


rng = np.random.default_rng(22)
wrt = ("q", "k", "v")
points = [(rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 2)))]
