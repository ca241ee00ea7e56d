"""Lists of arrays that have names of their own, of slices, of functions and of objects, changed by subscripts and methods."""

import numpy as np


def along(a, axis):
    upper = [slice(None)] * a.ndim
    lower = [slice(None)] * a.ndim
    upper[axis] = slice(1, None)
    lower[axis] = slice(None, -1)
    return a[tuple(upper)] - a[tuple(lower)]


class Momentum:
    def __init__(self, params, rate):
        self.params, self.rate = params, rate
        self.speed = [np.zeros_like(p) for p in params]
        self.steps = 0

    def step(self, grads):
        self.steps += 1
        for i, (p, g) in enumerate(zip(self.params, grads, strict=True)):
            self.speed[i] = 0.9 * self.speed[i] + g / self.steps
            p -= self.rate * self.speed[i]


def f(w, b, x, rate):
    w, b = w * 1.0, b * 1.0
    tuner = Momentum([w, b], rate)
    for _ in range(2):
        e = x @ w + b
        tuner.step([x.T @ e, e.sum(axis=0)])
    both = [w, b]
    both[1] *= 2.0
    buffers = [x * 1.0, x * rate, np.zeros_like(x)]
    for _ in range(3):
        buffers[2][1:] = buffers[0][:-1] * rate + buffers[1][1:]
        buffers[0], buffers[1], buffers[2] = buffers[1], buffers[2], buffers[0]
    total = 0.0
    for axis in range(x.ndim):
        total += np.sum(along(x, axis) ** 2)
    stages = [np.tanh, lambda v: v * rate]
    stages.append(lambda v: v + b[0])
    for stage in stages:
        total = stage(total)
    return total + np.sum(w * w) + np.sum(b) + np.sum(buffers[1])


wrt = ("w", "b", "x", "rate")
points = [
    (
        np.array([[0.3, -0.5], [0.7, 0.2]]),
        np.array([0.1, 0.4]),
        np.array([[1.0, 0.5], [-0.2, 0.8], [0.3, 0.3]]),
        0.2,
    )
]
