"""Quicksort: a recursion that builds lists and returns them."""


def ordered(u):
    if len(u) <= 1:
        return [v for v in u]
    low = [v for v in u[1:] if v < u[0]]
    high = [v for v in u[1:] if v >= u[0]]
    return ordered(low) + [u[0]] + ordered(high)


def f(x, y):
    total = 0.0
    for k, v in enumerate(ordered([x * y, y, x + y, 0.5 * x])):
        total += v * v * (k + 1)
    return total


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.4, 2.1)]
