"""A with statement over a context manager that swallows an exception and changes the result."""
import contextlib


class Swallow:
    def __enter__(self):
        return 3.0

    def __exit__(self, kind, error, trace):
        return True


def f(x):
    y = x
    with Swallow() as k:
        y = k * x
        raise ValueError
    with contextlib.suppress(ZeroDivisionError):
        y = y * y
        y = y / 0.0
    return y


wrt = ("x",)
points = [(0.7,)]
refused = "with over an unknown manager"
