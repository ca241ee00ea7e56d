"""Defaults of parameters that are numbers of NumPy, as constants are that NumPy computes."""

import numpy as np


class Filter:
    def __init__(self, quality=1 / np.sqrt(2)):
        self.quality = quality

    def gain(self, x, turn=2 * np.pi * np.float64(0.1)):
        return np.sin(turn * x) / self.quality


def f(x, scale=np.sqrt(3.0), *, shift=np.log(2.0)):
    def inner(y, power=np.float64(1.5)):
        return np.sum(np.abs(y) ** power)

    return scale * inner(x + shift) + np.sum(Filter().gain(x))


wrt = ("x",)
points = [(np.array([0.3, 0.7]),)]
