"""f itself under a decorator with an argument that changes what it computes."""
import functools


def shifted(by):
    def decorate(fn):
        @functools.wraps(fn)
        def wrapper(x, y):
            return fn(x + by, y) * 3.0

        return wrapper

    return decorate


@shifted(0.5)
def f(x, y):
    return x * x * y


wrt = ("x", "y")
points = [(0.7, 1.3)]
