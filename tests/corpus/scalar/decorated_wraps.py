"""A helper under a decorator that changes what it computes, behind functools.wraps."""
import functools


def doubled(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return 2.0 * fn(*args, **kwargs)

    return wrapper


@doubled
def square(v):
    return v * v


def f(x):
    return square(x) + x


wrt = ("x",)
points = [(0.7,)]
