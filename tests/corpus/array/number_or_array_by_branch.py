"""A name, an item of a tuple and a result that are a number on one path and an array on another."""

import numpy as np


def drag(v, on):
    if on < 0:
        return 0.0
    return on * v * np.abs(v)


def f(x, on):
    force = 0.0
    if on > 0:
        force = x * on
    force += x
    scale, shift = (x, 1.0) if on > 0.5 else (2.0 * on, np.sin(x))
    weight = on * x if on > 0.4 else 1
    total = drag(x, on) + drag(x, -on)
    if on > 0:
        force = force + x[0]
    return np.sum(force * scale + shift * weight) + np.sum(weight * total)


wrt = ("x", "on")
points = [(np.array([0.3, 0.7, -0.2]), 0.6), (np.array([0.3, 0.7]), -0.4), (np.array([1.3, 0.7]), 0.45)]
