"""Pairs, triples, products, permutations and neighbours of items, as itertools gives them."""

import itertools
from itertools import accumulate, chain, combinations, pairwise, starmap


def f(x, y):
    total = 0.0
    for a, b in combinations(x, 2):
        total += a * b * b
    for i, (a, b, c) in enumerate(combinations(x, 3)):
        total += (i + 1) * a * b / c
    for a, b in itertools.product(x, [y, y * y]):
        total += a / b
    for a, b in itertools.product(x, repeat=2):
        total -= a * a * b
    total += sum(a - b * y for a, b in itertools.permutations(x, 2))
    total += sum(a * b for a, b in itertools.combinations_with_replacement(x, 2))
    for a, b in pairwise(x):
        total += a * b * y
    for n in itertools.count(1, 2):
        if n > 6:
            break
        total += y**n / n
    sums = list(accumulate(x))
    products = list(accumulate(x, lambda p, q: p * q + y, initial=y))
    total += sum(starmap(lambda a, b: a * b, zip(sums, products)))
    return total + sum(v * v * v for v in chain.from_iterable([x, sums]))


wrt = ("x", "y")
points = [([0.5, 1.2, 0.7, -0.3], 0.8), ([0.5], 1.3)]
