"""A generator made by a helper draws in the helper and in a loop, as often as the loop runs."""

import numpy as np


def generator(seed):
    return np.random.default_rng(seed)


def noisy(x, rng):
    return x + 0.1 * rng.normal(size=x.shape)


def f(x, seed, n):
    rng = generator(seed)
    x = noisy(x, rng)
    total = 0.0
    reach = 0.0
    while reach < n:
        reach += rng.uniform(0.5, 1.5)
        total += np.sum(noisy(x, rng) ** 2) * reach
    return total


wrt = ("x",)
points = [(np.array([0.5, 0.3, 0.7]), 3, 4)]
