"""Horner's rule over module constants, forwards and backwards, with the slope alongside."""

C = [2.0, -1.5, 0.25, 0.1]


def f(x):
    value = slope = 0.0
    for c in C:
        slope = slope * x + value
        value = value * x + c
    for c in C[::-1]:
        value = value * x - c
    return value * slope


wrt = ("x",)
points = [(0.6,), (-1.1,)]
