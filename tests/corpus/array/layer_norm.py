"""Layer normalisation in a helper that changes its argument and returns it too."""

import numpy as np


def normalise(x, gain, bias, eps):
    x -= x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)
    x *= gain
    x += bias
    return x


def f(x, gain, bias):
    y = normalise(x.copy(), gain, bias, 1e-5)
    return np.sum(np.tanh(y))


rng = np.random.default_rng(23)
wrt = ("x", "gain", "bias")
points = [(rng.normal(size=(3, 4)), rng.normal(size=4), rng.normal(size=4))]
