"""Contexts made of a generator function: what it does before it yields, and after, in `finally` or not."""

from contextlib import contextmanager


@contextmanager
def noted(name, log, scale):
    log.append(scale)
    try:
        yield scale * len(log)
    finally:
        log.append(scale**2)


@contextmanager
def doubled(log):
    yield
    log[-1] = 2.0 * log[-1]


def f(x, y):
    log = []
    with noted("first", log, x) as scale:
        total = scale * y
    with doubled(log), noted("second", log, y) as scale:
        total += scale**2 * x
    return total * sum(log)


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.4, 2.0)]
