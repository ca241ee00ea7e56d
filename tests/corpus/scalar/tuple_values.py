"""Tuples: literals, indices, slices, sums of tuples, and a one-element tuple."""


def f(x, y):
    t = (x, y) + (x * y,)
    a, b = t[1:]
    return t[0] * a + b * t[-1] * len(t)


wrt = ("x", "y")
points = [(0.7, 1.3)]
