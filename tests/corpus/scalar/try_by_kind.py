"""A try that asks whether an argument is an array: what is raised for certain, and what cannot be."""


def clipped(v):
    try:
        v[abs(v) < 1e-3] = 0.0
        v[v > 2.0] = 2.0
    except TypeError:
        if abs(v) < 1e-3:
            v = 0.0
        if v > 2.0:
            v = 2.0 * v / abs(v)
    return v


def checked(v):
    try:
        if (v < -5.0).any():
            raise ValueError("too small")
    except AttributeError:
        if v < -5.0:
            raise ValueError("too small") from None
    return v * v


def scaled(v, known):
    try:
        v = v * known
        if v > 100.0:
            raise ValueError("too large")
    except NameError:
        v = 0.0
    return v


def f(x):
    return clipped(x) * checked(x) + scaled(x, x)


wrt = ("x",)
points = [(0.7,), (-1.3,), (3.0,)]
failing = [((-6.0,), ValueError), ((11.0,), ValueError)]
