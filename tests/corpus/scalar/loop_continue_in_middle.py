"""A continue that skips the rest of some trips: the skipped statements have no adjoint there."""


def f(x, y, n):
    s = x
    for i in range(n):
        s = s * y
        if i % 2 == 0:
            continue
        s = s + x * x
    return s


wrt = ("x", "y")
points = [(0.6, 1.4, 0), (0.6, 1.4, 1), (0.6, 1.4, 2), (0.6, 1.4, 5)]
