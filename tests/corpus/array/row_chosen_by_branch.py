"""Rows of arrays, items of lists and new arrays meet after branches, in loops, and in conditional expressions."""

import numpy as np


def f(x, a, b):
    rotations = [a * 1.5, a @ a]
    best = x[0]
    total = 0.0
    for i in range(3):
        matrix = rotations[i] if i < 2 else np.eye(2)
        if i == b:
            w = x[:, 0]
        else:
            w = x[i] @ x[i] * x[:, 1]
        total += np.sum(matrix @ x[i]) + np.sum(w**2)
        if x[i] @ x[i] > best @ best:
            best = x[i]
    y = x * 2.0
    shown = y[1] if b else y[0]
    total += np.sum(shown**3)
    y[1] = 0.5
    return total + best @ np.array([1.0, 2.0]) + np.sum(y)


wrt = ("x", "a")
points = [(np.array([[0.3, 0.5], [0.7, -0.2], [-0.4, 0.9]]), np.array([[0.2, 0.1], [-0.3, 0.8]]), b) for b in (0, 1)]
