"""Softmax of a list: every result depends on every element."""
import math


def f(u):
    top = max(u)
    e = [math.exp(v - top) for v in u]
    total = sum(e)
    return [v / total for v in e]


wrt = ("u",)
points = [([0.7, 1.3, -0.4],)]
