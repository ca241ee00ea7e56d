"""Loops over what has no positions: frozensets, views of dicts, what a constant generator gives."""

import collections


def f(x):
    total = 0.0
    for v in frozenset((1, 2)):
        total += x**v
    for n in collections.Counter("hello").values():
        total += x * n * total
    for v in set([1, 1, 2]):
        total += x**v
    return total


wrt = ("x",)
points = [(0.7,)]
