"""Random numbers of a seed: each drawn once, in the order of the program, wanted or not; shifted and scaled by x."""

import numpy as np


def f(x):
    rng = np.random.default_rng(42)
    paths = np.full(6, x[0] * 10.0)
    for _ in range(3):
        paths = paths * np.exp(0.1 * x[1] + x[2] * rng.standard_normal(6))
        rng.random(4)
    z = rng.normal(x[0], x[1], size=(2, 3))
    low, high = x[0], x[2] + 2.0
    e = rng.uniform(low, high, 5) * rng.exponential(x[1] ** 2, size=5)
    np.random.seed(1)
    w = np.random.randn(3, 3)
    places = np.random.permutation(3)
    old = np.random.RandomState(5)
    total = np.mean(np.maximum(paths - 5.0, 0.0)) + np.sum(z**2) + np.sum(e) + x @ w @ x + x[places][0] ** 3
    return total * (1.0 + old.rand()) + old.normal(x[1], x[2]) ** 2


wrt = ("x",)
points = [(np.array([0.5, 0.3, 0.7]),)]
