"""Running totals, slices, counts and repetitions, by itertools."""

import itertools
import operator


def f(u, x):
    total = 0.0
    for v in itertools.accumulate(u):
        total += v * v
    for v in itertools.accumulate(u, operator.mul, initial=x):
        total += v
    for v in itertools.islice(u, 1, None):
        total += x * v
    for k in itertools.count(1):
        if k > 3:
            break
        total += x**k
    for v, w in zip(itertools.repeat(x), u):
        total += v * w
    for v in itertools.takewhile(lambda v: v < 2.0, u):
        total += v**3
    return (
        total
        + sum(itertools.chain.from_iterable([u, [x * x]]))
        + sum(itertools.starmap(pow, [(x, 2), (x, 3)]))
    )


wrt = ("u", "x")
points = [([0.7, 1.3, 2.4], 0.9)]
