"""Draws in a display with a star, passed to max: each is made once."""

import random


def f(x):
    random.seed(1)
    return max(*[random.random(), random.random()]) * x + random.random() * x * x


wrt = ("x",)
points = [(0.7,)]
