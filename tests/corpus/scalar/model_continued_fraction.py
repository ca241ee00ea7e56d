"""A continued fraction evaluated from its end, and by Lentz's method from its start."""


def f(x, n):
    tail = 0.0
    for k in range(n, 0, -1):
        tail = k * x / (2 * k + 1 + tail)
    c, d, value = 1.0, 0.0, 1.0
    for k in range(1, n + 1):
        d = 1.0 / (k + x * d)
        c = k + x / c
        value *= c * d
    return value + tail


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 5)]
