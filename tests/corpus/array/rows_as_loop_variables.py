"""for row in a: every row is a view; writing to it writes to the matrix; enumerate and zip as well."""

import numpy as np


def f(a, b):
    a = a.copy()
    total = 0.0
    for row in a:
        row *= row[0]
        total += row[1]
    for i, (p, q) in enumerate(zip(a, b, strict=True)):
        p[i % len(p)] += q @ p
        total = total * 0.5 + p @ q
    for value in b[0]:
        total += value**2
    return total + np.sum(a)


rng = np.random.default_rng(66)
wrt = ("a", "b")
points = [
    (rng.normal(size=(3, 2)), rng.normal(size=(3, 2))),
    (rng.normal(size=(1, 4)), rng.normal(size=(1, 4))),
]
