"""Calls with the items of an array that is an argument: its length is that of the call."""

import numpy as np


def model(t, rate, *amplitudes):
    return sum(a * np.exp(-rate * k * t) for k, a in enumerate(amplitudes, 1))


def f(p, t, data):
    residual = data - model(t, *p)
    return residual @ residual


rng = np.random.default_rng(7)
wrt = ("p", "t")
points = [
    (np.array([0.4, 1.0]), np.linspace(0.1, 1.0, 4), rng.normal(size=4)),
    (np.array([0.4, 1.0, -0.7]), np.linspace(0.1, 1.0, 4), rng.normal(size=4)),
]
