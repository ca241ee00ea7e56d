"""A defaultdict whose lists are appended to."""

from collections import defaultdict


def f(x):
    rows = defaultdict(list)
    for i in range(5):
        rows[i % 2].append(x * i)
    return sum(rows[0]) * sum(rows[1])


wrt = ("x",)
points = [(0.7,)]
may_refuse = "a method of an object whose source cannot be had"
