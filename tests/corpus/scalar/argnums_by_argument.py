"""A gradient taken inside, by the parameter that an argument counts."""

from s2sdiff import grad


def f(x, y, k):
    return grad(lambda a, b: a**2 * b, k)(x, y) * y


wrt = ("x", "y")
points = [(0.7, 1.2, 0), (0.7, 1.2, 1)]
