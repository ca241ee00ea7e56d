"""A dict that starts empty is asked for keys, by `in`, `get` and `setdefault`, before anything was put into it."""

import numpy as np


def f(x, names):
    sums, last, total = {}, {}, 0.0
    for name in names:
        sums.setdefault(name, np.zeros(3))
        sums[name] = sums[name] * x + x
        before = last.get(name, 0.5)
        last[name] = before * np.sum(x) + x[0]
        if name in last:
            total += last[name] ** 2
    return total + sum(np.sum(sums[name] ** 2) for name in sums)


wrt = ("x",)
points = [(np.array([0.3, 0.4, -0.5]), ["a", "b", "a"])]
