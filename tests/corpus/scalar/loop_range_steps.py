"""Ranges with a start, a stop and a step, which may be negative or empty."""


def f(x, start, stop, step):
    s = 1.0
    for i in range(start, stop, step):
        s = s * (x + i) + x
    return s


wrt = ("x",)
points = [(0.4, 2, 9, 3), (0.4, 5, 0, -2), (0.4, 3, 3, 1), (0.4, 0, 4, -1), (0.4, 0, 1, 5)]
