"""A list of objects that is gone over beside the items of an array, which is as long at every call."""

import numpy as np


class Filter:
    def __init__(self, gain):
        self.gain = gain
        self.state = np.zeros(2)

    def step(self, weight):
        self.state = self.state + weight * self.gain


class Bank:
    def __init__(self, filters, weights):
        self.filters = filters
        self.weights = np.asarray(weights)

    def run(self):
        total = np.zeros(2)
        for one, weight in zip(self.filters, self.weights, strict=False):
            one.step(weight)
            total += one.state * weight
        return total


def f(x, w):
    shared = Bank([Filter(x), Filter(x**2)], [0.5, 0.2 * x])
    given = Bank([Filter(x), Filter(2.0), Filter(x * x)], w)
    return np.sum(shared.run() * given.run())


wrt = ("x", "w")
points = [(1.3, np.array([0.3, 0.4, -0.2])), (0.7, np.array([0.1, 0.9]))]
