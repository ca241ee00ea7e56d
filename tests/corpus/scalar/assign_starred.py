"""Starred unpacking takes the rest as a list, which may be empty."""


def f(values):
    first, *middle, last = values
    s = first * last
    for m in middle:
        s = s + m * first
    return s


wrt = ("values",)
points = [([0.4, 1.5],), ([0.4, 1.5, -0.6],), ([0.4, 1.5, -0.6, 2.0],)]
