"""The first item of a generator, with and without a default, and two lists zipped to the longer one."""

import itertools


def f(x, xs):
    first = next(iter(xs))
    large = next((e * x for e in xs if e > 1.0), x * x)
    total = next(e for e in xs if e > 0.1) * x
    for a, b in itertools.zip_longest(xs, [x, x * x], fillvalue=0.5):
        total += a * b * b
    return first * large * total


wrt = ("x", "xs")
points = [(0.7, [0.5, 1.5, 2.0]), (0.7, [0.3])]
failing = [((0.7, [0.05]), StopIteration)]
