"""A set that is added to: what is done to it is not followed."""


def f(x):
    seen = set()
    total = 0.0
    for k in [1, 2, 1, 3]:
        if k in seen:
            continue
        seen.add(k)
        total += x**k
    return total


wrt = ("x",)
points = [(0.7,)]
may_refuse = "a method of an object whose source cannot be had"
