"""np.vectorize as a decorator and as a call, of one array, of several, beside numbers, and with otypes."""

import numpy as np


@np.vectorize
def heat_capacity(t, a, b):
    if t < 300.0:
        return a
    elif t < 500.0:
        return a + b * (t - 300.0)
    return a + 200.0 * b


step = np.vectorize(lambda t: t * t if t > 0.4 else 0.1 * t, otypes=[float])


def f(t, a, b):
    @np.vectorize
    def product(x, y):
        return x * y if x > y else x + y

    grid = np.outer(t, t) / 1e5
    return np.trapezoid(heat_capacity(t, a, b), t) + np.sum(step(grid)) + np.sum(product(grid, grid.T * a))


wrt = ("t", "a", "b")
points = [(np.array([250.0, 310.0, 400.0, 520.0]), 1.2, 0.01)]
