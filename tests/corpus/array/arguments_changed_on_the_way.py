"""A wrapper that takes any arguments, replaces one of them in a list, and passes the list on; lists that grow and shrink first."""

import numpy as np


def form(x, m, c, scale=1.0):
    return scale * np.sum((x - m) @ c @ (x - m))


def symmetric(fn, at):
    def wrapped(*args, **options):
        args = list(args)
        args[at] = 0.5 * (args[at] + args[at].T)
        return fn(*args, **options)

    return wrapped


def f(x, m, c):
    parts = []
    parts.append(x)
    parts.append(c)
    parts.append(m)
    parts.pop()
    parts[0] = parts[0] ** 2
    rest = list((x, m))
    rest[1] = rest[1] * rest[0]
    return symmetric(form, 2)(x, m, c, scale=2.0) + np.sum(np.dot(*parts)) + np.sum(np.multiply(*rest))


wrt = ("x", "m", "c")
points = [(np.array([0.5, -0.2]), np.array([1.1, 0.3]), np.array([[1.0, 2.0], [0.4, 0.7]]))]
