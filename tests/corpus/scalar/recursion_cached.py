"""A recursive helper under functools.lru_cache."""
import functools


@functools.lru_cache(maxsize=None)
def fibonacci(x, n):
    return x if n < 2 else fibonacci(x, n - 1) * x + fibonacci(x, n - 2)


def f(x, n):
    return fibonacci(x, n)


wrt = ("x",)
points = [(0.7, 0), (0.7, 2), (0.7, 5)]
