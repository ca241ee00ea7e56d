"""concatenate, stack, vstack, hstack, column_stack, array of active scalars, split, pad, roll, flip, diff."""

import numpy as np


def f(x, s):
    a = np.concatenate([x, x[::-1], np.array([s, 1.0, s * x[0]])])
    b = np.stack([x, x**2], axis=1)
    c = np.vstack([b, b[:1]]) + np.hstack([b[:, :1], b[:, 1:]])[0]
    d = np.column_stack((x, np.roll(x, 1)))
    left, right = np.split(a[:4], 2)
    e = np.pad(x, (1, 2), mode="constant") @ np.arange(len(x) + 3.0)
    g = np.array([[s, x[0]], [x[1], s**2]])
    tail = np.append(np.diff(a), np.flip(x))
    return np.sum(a**2) + np.sum(c**2) + np.sum(d * b) + left @ right + e + np.sum(g @ g) + np.sum(tail**3)


wrt = ("x", "s")
points = [(np.array([0.5, -0.2, 0.7]), 1.4)]
