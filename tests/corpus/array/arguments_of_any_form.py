"""Helpers that take numbers, lists and arrays alike: checks in conditions, dtypes of objects, tuples that grow in loops."""

from functools import wraps

import numpy as np

NUMBERS = (int, np.integer, float, np.floating)


def is_named(v):
    if isinstance(v, (list, tuple)):
        return any([isinstance(x, str) for x in v])
    return isinstance(v, str)


def vector(v, dim=None, dtype=np.float64):
    kind = dtype
    if isinstance(v, NUMBERS):
        v = [v]
    if isinstance(v, (list, tuple)):
        if is_named(v):
            kind = None
        if dim is not None and v and len(v) != dim:
            raise ValueError("a vector of {} numbers was expected, not of {}".format(dim, len(v)))
        return np.array(v, dtype=kind)
    if v.dtype == "O":
        raise TypeError("objects")
    return v.flatten().astype(kind)


def of_numbers_too(fn):
    """The function, of numbers as well as of arrays."""

    @wraps(fn)
    def of_either(*args):
        single = np.array(args[0]).shape == ()
        if single:
            arrays = ()
            for k in range(len(args)):
                arrays = arrays + (np.array([args[k]]),)
            args = arrays
        found = fn(*args)
        if not single:
            return found
        out = ()
        for k in range(found.shape[1]):
            out = out + (found[0, k],)
        return out

    return of_either


@of_numbers_too
def polar(x, y):
    return np.array([np.hypot(x, y), np.arctan2(y, x)]).T


def lengths(points):
    if points.shape == (2,):
        return np.sqrt(np.sum(points**2))
    out = np.zeros(len(points[:, 0]))
    for k in range(len(out)):
        out[k] = np.sqrt(np.sum(points[k, :] ** 2))
    return out


def each(fn, rows, *args):
    found = map(lambda row: fn(row, *args), rows)
    return np.array(list(found))


def f(x, a, b):
    r, angle = polar(a, b)
    rows = polar(x, x * b)
    total = np.sum(vector(x, 3) ** 2) + np.sum(vector([a, b * a], 2)) + vector(a)[0] ** 3
    total += max(x.shape) * x[0]
    return total * r + angle + lengths(rows[0]) + each(np.convolve, rows, x[:2])[0, 1]


wrt = ("x", "a", "b")
points = [(np.array([0.3, 0.6, 0.2]), 0.4, 0.7)]
