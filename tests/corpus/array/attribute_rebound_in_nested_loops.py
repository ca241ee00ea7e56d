"""An attribute that is changed in place by one method, and changed and then given a new array by another."""

import numpy as np


class Filter:
    def __init__(self, n):
        self.mean = np.zeros(n)
        self.gain = np.eye(n)

    def predict(self, u):
        self.mean[0] += u[0] * self.mean[-1] + u[1]
        self.gain[:2, :2] *= 0.5

    def update(self, z, k):
        if np.all(self.mean[k:] == 0.0):
            self.mean[k] = z
        self.mean = self.mean + self.gain @ (z - self.mean)
        self.gain = self.gain @ self.gain.T


def f(us, zs):
    tracker = Filter(3)
    for u in us:
        tracker.predict(u)
        for k in range(2):
            tracker.update(zs[k], k)
    return np.sum(tracker.mean**2)


wrt = ("us", "zs")
points = [(np.array([[0.5, -0.2], [0.7, 0.4]]), np.array([0.3, 1.2]))]
