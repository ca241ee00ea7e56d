"""A cached helper that gets constants, and one that gets differentiated values."""
from functools import lru_cache


@lru_cache(maxsize=None)
def weight(n):
    return 1.0 / (1 + n)


@lru_cache
def square(v):
    return v * v


def f(x):
    s = x
    for i in range(3):
        s = s * weight(i) + square(x)
    return s


wrt = ("x",)
points = [(0.7,)]
