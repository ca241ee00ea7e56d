"""The logistic map, which amplifies whatever is wrong."""


def f(r, x, n):
    for _ in range(n):
        x = r * x * (1.0 - x)
    return x


wrt = ("r", "x")
points = [(3.3, 0.4, 0), (3.3, 0.4, 1), (3.3, 0.4, 2), (3.3, 0.4, 12)]
