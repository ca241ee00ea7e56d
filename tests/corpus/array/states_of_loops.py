"""Arrays that go round loops: each trip's result is the next one's start, in nested loops, with and without trips."""

import numpy as np


def f(w, h, n):
    c = np.zeros_like(h)
    total = 0.0
    for i in range(n):
        c = np.tanh(w @ h + c)
        for _ in range(i):
            h = c * np.exp(-h) + 0.1 * np.sqrt(1.0 + h * h)
            c = c * h
        k = 0
        while np.sum(c * c) > 0.2 and k < 3:
            c = 0.5 * c * np.cos(c)
            k += 1
        h = h * c - np.tanh(h)
        total += np.sum((h - c) ** 2)
        if total > 1.5:
            break
    return total + np.sum(h * c)


wrt = ("w", "h")
w = np.array([[0.4, -0.3, 0.2], [0.1, 0.5, -0.6], [0.7, -0.2, 0.3]])
points = [(w, np.array([0.6, -0.4, 0.9]), 4), (w, np.array([0.6, -0.4, 0.9]), 0), (2.0 * w, np.array([0.9, -0.7, 1.1]), 3)]
