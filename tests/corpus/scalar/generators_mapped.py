"""Generators and generator functions under map and starmap, alone and beside a list; one that changes its argument."""

import itertools


def multiples(v):
    for k in range(3):
        yield v * k


def doubled(a):
    a[0] = 2 * a[0]
    yield a[0] * a[1]


def f(x, y):
    total = sum(map(lambda v: v * v, (x * k for k in range(3))))
    total += sum(itertools.starmap(lambda a, b: a * b, ((x * k, y) for k in range(3))))
    total += sum(itertools.starmap(lambda a, b: a * b, zip(multiples(x), [y, x, 2.0])))
    total += sum(map(lambda a, b: a - b * y, multiples(y), [x, y, 1.0]))
    return total + sum(doubled([x, y]))


wrt = ("x", "y")
points = [(0.7, 1.3)]
