"""Operators of None, calls of None and names without a value, on paths that are not taken, or are caught."""


def corrected(x, factor, shift=None):
    if x > 100.0:
        return factor(x) * shift
    if x > 50.0:
        return -shift
    return x * 0.5


def f(x, factor=None):
    if x > 10.0:
        x = x + missing_correction(x)  # noqa: F821
    try:
        y = absent(x)  # noqa: F821
    except NameError:
        y = x * x
    if y > 1e6:
        notes["y"] = y  # noqa: F821
    return y * corrected(x, factor)


wrt = ("x",)
points = [(0.7,), (-1.3,)]
failing = [((12.0,), NameError), ((2000.0,), NameError)]
