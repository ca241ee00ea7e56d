"""A list literal, read with constant and with run-time indices."""


def f(x, y, i):
    u = [x, y, x * y]
    return u[0] * u[2] + u[i] * u[-1]


wrt = ("x", "y")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.7, 1.3, -1)]
