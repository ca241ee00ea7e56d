"""An explicit Runge-Kutta method from its tableau: stages in an array, ragged products, step-size control."""

import numpy as np


def rhs(t, y, mu):
    return np.array([y[1], mu * (1.0 - y[0] ** 2) * y[1] - y[0] + 0.1 * np.sin(t)])


def f(y, mu, end, tolerance):
    a = np.array([[0.0, 0.0, 0.0], [0.5, 0.0, 0.0], [-1.0, 2.0, 0.0]])
    b = np.array([1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0])
    c = np.array([0.0, 0.5, 1.0])
    t = 0.0
    h = 0.1
    k = np.zeros((3, 2))
    tries = 0
    while t < end and tries < 20:
        tries += 1
        h = min(h, end - t)
        for i in range(3):
            k[i] = rhs(t + c[i] * h, y + h * (a[i, :i] @ k[:i]), mu)
        error = h * np.max(np.abs(k.T @ b - k[1]))
        if error > tolerance:
            h = 0.5 * h
            continue
        y = y + h * (b @ k)
        t = t + h
    return y @ y


wrt = ("y", "mu")
points = [(np.array([1.0, 0.3]), 1.5, 0.25, 1e-2), (np.array([0.5, 2.0]), 2.0, 0.2, 2e-3)]
