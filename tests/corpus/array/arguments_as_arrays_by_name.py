"""A decorator that asks for the names of the parameters and converts some of the arguments, which it goes over as a list."""
import functools
import inspect

import numpy as np


def as_arrays(*names):
    def decorator(fn):
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            spec = inspect.getfullargspec(fn)
            args = list(args)
            for i, (name, value) in enumerate(zip(spec.args, args)):
                if name in names and value is not None:
                    args[i] = np.array(value, dtype=float)
            for name, value in kwargs.items():
                if name in names and value is not None:
                    kwargs[name] = np.array(value, dtype=float)
            return fn(*args, **kwargs)

        return wrapper

    return decorator


@as_arrays("start", "end")
def between(start, share, end=None):
    if end is None:
        return start * share
    return start + (end - start) * share


def f(a, b, s):
    return np.sum(between(a, s, b) ** 2) + np.prod(between(b, 0.5, end=a)) + np.sum(between(a, s))


wrt = ("a", "b", "s")
points = [(np.array([0.3, -0.7]), np.array([1.1, 0.4]), 0.6)]
