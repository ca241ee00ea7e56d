"""Comparing with is, id() and hash: nothing of that has a derivative."""


def f(x, y):
    z = x
    if z is y:
        return x * 2.0
    return x * y + (id(x) is None) + 0.0 * (hash(2) % 1)


wrt = ("x", "y")
points = [(0.7, 1.3)]
