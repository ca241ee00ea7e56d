"""Chained comparisons, whose middle term is evaluated once."""


def f(x, lo, hi):
    if lo < x <= hi:
        return x * x
    if hi < x < 2.0 * hi < 100.0:
        return x * hi
    return lo * x


wrt = ("x", "lo", "hi")
points = [(0.5, 0.0, 1.0), (1.5, 0.2, 1.0), (3.5, 0.2, 1.0), (-0.5, 0.2, 1.0)]
