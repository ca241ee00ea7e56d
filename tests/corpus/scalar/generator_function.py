"""A helper with yield."""


def powers(x, n):
    p = 1.0
    for _ in range(n):
        yield p
        p = p * x


def f(x, n):
    return sum(p * p for p in powers(x, n)) + x


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
