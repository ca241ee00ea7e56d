"""Functions that return several things from within a loop, and end without a return where they find nothing."""

import math

import numpy as np

wrt = (0, 1)
points = [
    (np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]]), np.array([1.0, 2.0, 0.5])),
    (np.array([[5.0, 0.5, 0.1], [0.5, 6.0, 0.3], [0.1, 0.3, 7.0]]), np.array([0.2, -1.0, 3.0])),
]


def solve(sweep, x, tol=1.0e-4):
    for k in range(60):
        old = x.copy()
        x = sweep(x)
        if math.sqrt(np.dot(x - old, x - old)) < tol:
            return x, k
    print("no solution is found")


def largest(values, bound):
    for k, v in enumerate(values):
        if v > bound:
            return v, k
    return None


def diagonal_after(a, turns):
    for k in range(turns):
        a[k, k] = a[k, k] * a[0, 0]
        if k == 1:
            return np.diagonal(a), a


def f(a, b):
    def sweep(x):
        for i in range(len(x)):
            x[i] = (b[i] - np.dot(a[i], x) + a[i, i] * x[i]) / a[i, i]
        return x

    x, _ = solve(sweep, np.zeros(len(b)))
    found = largest(x, 10.0)
    if found is None:
        scale = x[0]
    else:
        scale = found[0] * found[1]
    first = largest(b, 1.5)
    if first:
        scale *= first[0]
    d, whole = diagonal_after(a.copy(), 3)
    return scale * x * d + whole[0]
