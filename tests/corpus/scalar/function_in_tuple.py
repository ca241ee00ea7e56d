"""A loop over functions."""
import math


def halve(v):
    return v / 2.0


STEPS = (math.sin, halve, math.exp)


def f(x):
    for step in STEPS:
        x = step(x) + 0.1
    return x


wrt = ("x",)
points = [(0.7,)]
