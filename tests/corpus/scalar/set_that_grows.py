"""A set that is added to, as a search notes where it has been."""


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
