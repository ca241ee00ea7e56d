"""Optimizers whose state is None until the first step makes it: moments, and a speed."""

import numpy as np


class Adam:
    def __init__(self, rate, first=0.9, second=0.99):
        self.rate, self.first, self.second = rate, first, second
        self.mean = None
        self.square = None

    def update(self, w, slope):
        if self.mean is None:
            self.mean = np.zeros(np.shape(slope))
            self.square = np.zeros(np.shape(slope))
        self.mean = self.first * self.mean + (1 - self.first) * slope
        self.square = self.second * self.square + (1 - self.second) * np.power(slope, 2)
        return w - self.rate * self.mean / (np.sqrt(self.square) + 1e-3)


class Momentum:
    def __init__(self, rate):
        self.rate, self.speed = rate, None

    def update(self, w, slope):
        self.speed = slope if self.speed is None else 0.9 * self.speed - self.rate * slope
        return w + self.speed


def f(x, y, w, rate, steps):
    adam, momentum = Adam(rate), Momentum(rate)
    v = w.copy()
    losses = []
    for _ in range(steps):
        for k in range(len(x)):
            w = adam.update(w, x[k] * (x[k] @ w - y[k]))
        v = momentum.update(v, x.T @ (x @ v - y))
        losses.append(np.mean((x @ w - y) ** 2))
    return np.sum(w * v) + np.sum(np.array(losses))


rng = np.random.default_rng(41)
wrt = ("x", "y", "w", "rate")
points = [(rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2), 0.05, 2)]
