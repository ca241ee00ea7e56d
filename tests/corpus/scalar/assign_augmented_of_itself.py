"""Augmented assignments whose value reads their own target."""


def f(x):
    x += x * x
    x *= x
    x -= x / 3.0
    return x


wrt = ("x",)
points = [(0.7,)]
