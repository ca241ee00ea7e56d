"""Bisection, then one Newton step: the bracket has no derivative, the step brings it in."""


def bisect(g, lo, hi, n):
    for _ in range(n):
        mid = 0.5 * (lo + hi)
        if g(lo) * g(mid) <= 0.0:
            hi = mid
        else:
            lo = mid
    return 0.5 * (lo + hi)


def f(a):
    x = bisect(lambda t: t * t - a, 0.1, 3.0, 45)
    return x - (x * x - a) / (2.0 * x)


wrt = ("a",)
points = [(1.7,), (0.6,)]
max_order = 1
