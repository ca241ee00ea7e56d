"""A set that is written out with its first members, and added to afterwards."""

import math


def f(x, start):
    reached = {0, start}
    seen = set([start, 5])
    seen.add(start + 1)
    waiting = [0, 1, 1, 2, 3]
    while waiting:
        k = waiting.pop()
        if k not in reached:
            reached.add(k)
            x = x * math.sin(x + k)
    shut = {1, 2}
    for k in (2, 3, 3):
        if k in shut:
            continue
        shut.add(k)
        x = x + x**k
    return x * len(reached) * (3 in seen) + len(seen)


wrt = ("x",)
points = [(0.7, 1), (0.7, 2), (1.3, 0)]
