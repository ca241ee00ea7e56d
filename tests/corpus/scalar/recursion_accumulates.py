"""Tail recursion with an accumulator that starts as an int, a flag, an option and a keyword."""


def total(x, n, so_far=0, *, up=True, scale=None):
    if n == 0:
        return so_far if up else so_far - x
    if scale is None:
        scale = x * 0.5
    return total(x * 0.8, n - 1, so_far + x * n * scale, up=not up, scale=scale)


def f(x, n):
    return total(x, n)


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 4)]
